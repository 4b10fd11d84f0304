"""The description of the JSON addresses for programs (OpenAPI 3.1), made from the list of routes."""

import re
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from typing import Any

from pipeline.web.routes import PLACES
from pipeline.web.routes import Place

_PARAMETER = re.compile(r"{(\w+)(?::(\w+))?}")


def description() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for place in PLACES:
        path = _PARAMETER.sub(r"{\1}", place.path)
        paths[("/index" if path == "/" else path) + ".json"] = {
            "get": _operation(place, place.words, "application/json")
        }
        if place.feed:
            words = f"The same as an Atom feed: {place.words[:1].lower()}{place.words[1:]}"
            paths[f"{path}.atom"] = {"get": _operation(place, words, "application/atom+xml", query=False)}
    paths["/snapshots/{snapshot}/raw"] = {
        "get": {
            "summary": "The bytes that the server sent, served as plain text",
            "parameters": [_in_path("snapshot", "integer")],
            "responses": {"200": {"description": "The bytes", "content": {"text/plain": {}}}},
        }
    }
    paths["/alerts/{alert}/edit.patch"] = {
        "get": {
            "summary": "What is certain of an alert's ready edits, as a patch of the profile's file",
            "parameters": [_in_path("alert", "integer")],
            "responses": {
                "200": {"description": "A unified diff", "content": {"text/plain": {}}},
                "404": {"description": "There is no such alert, or nothing of its edits is certain"},
            },
        }
    }
    paths["/healthz"] = {
        "get": {
            "summary": "Whether the page can read its database",
            "responses": {"200": {"description": "It can"}, "503": {"description": "It cannot"}},
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "lexwatch",
            "version": _version(),
            "description": "Reading only. Every page has its facts as JSON at the same address with `.json`.",
        },
        "paths": paths,
        "components": {
            "schemas": {
                "Error": {
                    "type": "object",
                    "properties": {"error": {"type": "string"}, "hint": {"type": "string"}},
                    "required": ["error", "hint"],
                }
            }
        },
    }


def _operation(place: Place, words: str, media: str, *, query: bool = True) -> dict[str, Any]:
    parameters = [
        _in_path(name, "integer" if kind == "int" else "string")
        for name, kind in _PARAMETER.findall(place.path)
    ]
    if query:
        parameters += [
            {"name": name, "in": "query", "description": told, "schema": {"type": "string"}}
            for name, told in place.query
        ]
    error = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    return {
        "summary": words,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The facts", "content": {media: {}}},
            "400": {"description": "The question cannot be read"} | error,
            "404": {"description": "Nothing stands at this address"} | error,
        },
    }


def _in_path(name: str, kind: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": kind}}


def _version() -> str:
    try:
        return version("lexwatch")
    except PackageNotFoundError:
        return "0"
