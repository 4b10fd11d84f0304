"""Views for people with sqlite-utils or Datasette, and the guards of what is never edited.

Both follow the tables, hold no data, and are made anew after every step of the schema.
"""

# Evidence and the acts of people: a program that tries to edit them is stopped by the database itself.
KEPT = ("snapshots", "drops", "chain", "reviews", "texts")

VIEWS = {
    "current_provisions": """
create view current_provisions as
select s.key as source, s.act, s.language, p.eid, p.kind, p.label, t.heading, coalesce(t.printed, t.text) as text,
       p.status, p.article, p.container, p.from_version, v.seen_at as since, p.position
  from provisions p
  join sources s on s.id = p.source_id
  join texts t on t.id = p.text_id
  join versions v on v.id = p.from_version
 where p.to_version is null and p.line = 'live'
""",
    "change_log": """
create view change_log as
select c.id, c.seen_at, c.act, s.key as source, s.language, c.kind, c.article, c.label, c.eid, c.old_eid,
       coalesce(c.before, iif(c.words = 'printed', coalesce(b.printed, b.text), b.text)) as before,
       coalesce(c.after, iif(c.words = 'printed', coalesce(a.printed, a.text), a.text)) as after,
       c.significance, c.by, c.from_version, c.to_version, c.line, c.ours,
       (select group_concat(e.entry, ', ') from change_entries e where e.change_id = c.id) as entries
  from changes c
  join sources s on s.id = c.source_id
  left join texts b on b.id = c.before_id
  left join texts a on a.id = c.after_id
""",
    "source_health": """
create view source_health as
select s.key as source, s.act, s.url, s.last_outcome, s.failures, s.last_checked_at, s.last_good_at, s.due_at,
       v.id as version, v.provisions, v.law_from, v.seen_at as version_seen_at, s.held_version_id as held
  from sources s
  left join versions v on v.id = s.version_id
""",
    "delivery_log": """
create view delivery_log as
select d.id, d.profile, d.target, d.state, d.attempts, d.next_at, d.sent_at, d.last_error, a.kind, a.subject, a.uid
  from deliveries d
  join alerts a on a.id = d.alert_id
""",
    "current_baselines": """
create view current_baselines as
select b.* from baselines b
 where b.id = (select max(n.id) from baselines n where n.profile = b.profile and n.entry = b.entry)
""",
    "evidence": """
create view evidence as
select c.id as link, c.kind, c.row, c.hash, n.taken_at, n.url, n.status, n.body_sha256, n.size, b.codec,
       length(b.data) as kept_bytes
  from chain c
  left join snapshots n on c.kind = 'snapshot' and n.id = c.row
  left join bodies b on b.sha256 = n.body_sha256
""",
}


def guards() -> dict[str, str]:
    """Triggers by name: no row of `KEPT` is updated or deleted."""
    return {
        f"{table}_never_{verb}d": (
            f"create trigger {table}_never_{verb}d before {verb} on {table} "
            f"begin select raise(abort, '{table} are kept as they are'); end"
        )
        for table in KEPT
        for verb in ("update", "delete")
    }
