"""The schema, as text to be read, in steps. A step that has shipped is never edited: what changes is a new step.

Times are text in UTC of one width (`2026-11-25T07:03:00.000000Z`), days of law ISO 8601, lists and nested facts
JSON. Hashes are SHA-256, as hex where people look at them and as bytes where they are only a key.
"""

APPLICATION_ID = 0x6C657877  # "lexw", in the header of every database of ours

LEDGER = """
-- Acts by their own identity, and the places where they can be read.

create table acts (
    address     text primary key,           -- 'kz/criminal-code'
    country     text not null,
    key         text not null,
    title       text not null,
    type        text,
    number      text,
    date        text,
    replaced_by text,
    note        text
);

create table sources (
    id              integer primary key,
    key             text not null unique,   -- 'kz/criminal-code-ru'
    act             text references acts,   -- null: a watched page that is no act
    url             text not null,
    language        text,
    fetch           text not null,
    format          text,                   -- null: detected
    rank            integer not null,
    title           text,
    -- what we know of it
    due_at          text,                   -- null: never looked at
    etag            text,
    last_modified   text,
    last_outcome    text,
    last_checked_at text,
    last_good_at    text,
    failures        integer not null default 0,
    version_id      integer references versions,  -- the last accepted one that we saw live
    held_version_id integer references versions   -- the newest held one, while undecided
);
create index sources_by_act on sources (act, rank);
create index sources_by_due on sources (due_at);

create table profiles (
    key         text primary key,
    title       text not null,
    country     text not null,
    path        text not null,
    toml        text not null,              -- the file, as it was last loaded
    toml_sha256 text not null,
    kept_at     text not null
);

-- The ledger: every pass, and every look that was planned.

create table runs (
    id         integer primary key,
    started_at text not null,
    ended_at   text,                        -- null: running, or cut off
    what       text not null,
    summary    text                         -- JSON
);

create table checks (
    id          integer primary key,
    run_id      integer not null references runs,
    source_id   integer not null references sources,
    planned_at  text not null,
    started_at  text,
    finished_at text,                       -- null: running, or cut off
    outcome     text,                       -- null: running, or cut off
    why         text,
    snapshot_id integer references snapshots,
    missed      integer not null default 0  -- planned looks that fell into a time without us
);
create index checks_by_source on checks (source_id, id);
create index checks_by_run on checks (run_id);
create index checks_unfinished on checks (id) where finished_at is null;

-- Evidence. Rows of `snapshots`, `drops`, `reviews` and `chain` are never edited and never deleted.

create table bodies (
    id         integer primary key,
    sha256     text not null unique,
    size       integer not null,            -- of the bytes as they came
    codec      text not null,               -- 'raw', 'zstd', 'zstd-prefix', 'dropped'
    base       text references bodies (sha256),  -- 'zstd-prefix': the body that stands before this one
    depth      integer not null,            -- bodies to read before this one, at most
    data       blob                         -- null: dropped
);
create index bodies_by_base on bodies (base) where base is not null;

create table snapshots (
    id          integer primary key autoincrement,
    source_id   integer not null references sources,
    url         text not null,
    final_url   text not null,
    status      integer not null,           -- 0: there was no answer of HTTP
    headers     text not null,              -- JSON: [[name, value], ...]
    body_sha256 text not null references bodies (sha256),
    size        integer not null,
    taken_at    text not null,
    fetcher     text not null,
    seconds     real not null
);
create index snapshots_by_source on snapshots (source_id, id);
create index snapshots_by_body on snapshots (body_sha256);

create table drops (
    id          integer primary key autoincrement,
    body_sha256 text not null references bodies (sha256),
    size        integer not null,
    at          text not null,
    why         text not null
);
create index drops_by_body on drops (body_sha256);

create table chain (
    id            integer primary key autoincrement,
    kind          text not null,            -- 'snapshot', 'version', 'review', 'drop': the table
    row           integer not null,         -- its id there
    previous_hash text not null,
    hash          text not null unique,     -- SHA-256 over previous_hash and the row's facts
    unique (kind, row)
);

-- Versions, and provisions by the interval of versions in which they stood.

create table versions (
    id             integer primary key autoincrement,
    source_id      integer not null references sources,
    snapshot_id    integer not null references snapshots,
    extractor      text not null,           -- 'adilet/3'
    state          text not null,           -- 'accepted', 'reread', 'held', 'rejected', 'superseded'
    line           text not null,           -- 'live' or 'archive'
    language       text,
    seen_at        text not null,
    valid_from     text,                    -- null: the source does not say
    law_from       text not null,           -- valid_from, or the day of seen_at
    act            text not null,           -- JSON: what the document says of the act
    reading        text not null,           -- JSON: format, reason, charset, coverage
    why            text,
    warnings       text not null,           -- JSON
    provisions     integer not null,
    text_digest    text,                    -- of the words of the law; null: nothing was read
    content_digest text,                    -- of everything that was read
    anchors        blob,                    -- zstd, JSON: anchors that moved though nothing else did
    accepted_at    text,                    -- null: not accepted
    decided_at     text,                    -- when a held one was settled
    decided_by     text,
    decision       text
);
create index versions_by_source on versions (source_id, id);
create index versions_by_law on versions (source_id, law_from) where accepted_at is not null;
create index versions_by_snapshot on versions (snapshot_id);
create index versions_held on versions (id) where state = 'held';

create table texts (
    id      integer primary key autoincrement,
    digest  blob not null unique,           -- the first 16 bytes of SHA-256 of the three below
    heading text,
    text    text not null,                  -- normalised, for comparing
    printed text                            -- as printed; null: the same
);

-- One row is one state of one provision. It stands in every version of its source and line from
-- from_version up to, not including, to_version.
create table provisions (
    source_id    integer not null references sources,
    line         text not null,
    position     integer not null,          -- document order; has gaps, and is kept while others come between
    from_version integer not null references versions,
    to_version   integer references versions,  -- null: it still stands
    eid          text not null,
    kind         text not null,
    num          text,
    label        text not null,
    article      text,
    parent       text,
    container    text,
    status       text not null,
    anchor       text,
    notes        text,                      -- JSON; null: none
    text_id      integer not null references texts,
    primary key (source_id, line, position, from_version)
) without rowid;
create index provisions_standing on provisions (source_id, line, position) where to_version is null;
create index provisions_by_eid on provisions (source_id, eid, from_version);
create index provisions_by_text on provisions (text_id);

create table changes (
    id           integer primary key autoincrement,
    source_id    integer not null references sources,
    act          text references acts,
    line         text not null,
    from_version integer not null references versions,
    to_version   integer not null references versions,
    seen_at      text not null,
    ours         integer not null,          -- 1: a newer extractor made it, not a legislator
    kind         text not null,
    eid          text not null,
    old_eid      text,
    article      text,
    old_article  text,
    label        text,
    words        text not null,             -- column of `texts` that before_id and after_id mean: 'text', 'printed'
    before_id    integer references texts,  -- the words before, where a provision has just these
    after_id     integer references texts,
    before       text,                      -- the words before, where no provision has just these
    after        text,
    redline      text not null,             -- JSON: [[sign, words or number of characters], ...]
    significance text not null,             -- JSON
    match        text,
    relation     text,
    related      text not null,             -- JSON
    by           text not null              -- JSON
);
create index changes_by_source on changes (source_id, id);
create index changes_by_act on changes (act, id);
create index changes_by_version on changes (to_version, id);
create index changes_by_eid on changes (eid, id);
create index changes_by_time on changes (seen_at, id);

create table change_entries (
    entry     text not null,                -- 'profile/entry'
    change_id integer not null references changes,
    primary key (entry, change_id)
) without rowid;
create index change_entries_by_change on change_entries (change_id);

-- Alerts, the people who shall have them, and what they did.

create table alerts (
    id          integer primary key autoincrement,
    uid         text not null unique,       -- stable over copies
    kind        text not null,
    cause       text not null,
    profile     text not null,
    subject     text not null,
    payload     text not null,              -- JSON: everything a message needs
    entries     text not null,              -- JSON: keys of the profile's entries
    state       text not null,
    state_at    text,                       -- null: as it was made
    weight      integer not null,
    created_at  text not null,
    due_at      text,                       -- null: at once
    snapshot_id integer references snapshots,
    unique (profile, cause)
);
create index alerts_by_profile on alerts (profile, id);
create index alerts_by_state on alerts (state, profile, id);
create index alerts_by_snapshot on alerts (snapshot_id);

create table alert_changes (
    alert_id  integer not null references alerts,
    change_id integer not null references changes,
    primary key (alert_id, change_id)
) without rowid;
create index alert_changes_by_change on alert_changes (change_id);

create table alert_entries (
    profile  text not null,
    entry    text not null,
    alert_id integer not null references alerts,
    primary key (profile, entry, alert_id)
) without rowid;
create index alert_entries_by_alert on alert_entries (alert_id);

create table deliveries (
    id         integer primary key autoincrement,
    alert_id   integer not null references alerts,
    profile    text not null,
    target     text not null,
    state      text not null,               -- 'waiting', 'sending', 'sent', 'dead'
    attempts   integer not null default 0,
    next_at    text not null,               -- 'sending': when the lease ends and another may try
    last_error text,
    sent_at    text,
    unique (alert_id, target)
);
create index deliveries_due on deliveries (next_at) where state in ('waiting', 'sending');
create index deliveries_by_state on deliveries (state, id) where state <> 'sent';
create index deliveries_by_target on deliveries (profile, target, id);

create table reviews (
    id         integer primary key autoincrement,
    at         text not null,
    who        text not null,
    what       text not null,
    profile    text,
    entry      text,
    alert_id   integer references alerts,
    version_id integer references versions,
    why        text
);
create index reviews_by_entry on reviews (profile, entry, id);
create index reviews_by_alert on reviews (alert_id, id);
create index reviews_by_version on reviews (version_id, id);

create table baselines (                    -- the newest row of an entry counts; the others are its past
    id          integer primary key,
    profile     text not null,
    entry       text not null,
    text_sha256 text not null,
    at          text not null,
    who         text not null,
    versions    text not null,              -- JSON: [[source key, version id], ...]
    why         text
);
create index baselines_by_entry on baselines (profile, entry, id);
"""

# The answers that a rendered page or an act in several documents was made of; a link of the chain of their own.
PARTS = """
alter table snapshots add column parts text;  -- JSON; null: the page was one answer
"""

SEARCH = """
-- Words for finding, folded and cut apart by db.search before they come here: SQLite's own tables of letters are
-- older than Python's. They hold no copy of the text: a row's number is that of its text or alert.

create virtual table text_search using fts5 (
    heading, words, content = '', tokenize = 'ascii'
);
create virtual table alert_search using fts5 (
    subject, words, content = '', tokenize = 'ascii'
);
"""
