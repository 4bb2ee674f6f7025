"""Validates SARIF and JUnit reports against the schemas in tests/schemas.

Usage: validate-reports.py FILE... (`.xml` is JUnit, anything else SARIF); needs `pip install jsonschema lxml`.
"""

import json
import pathlib
import sys

import jsonschema
from lxml import etree

SCHEMAS = pathlib.Path(__file__).parent.parent / "tests" / "schemas"


def sarif_errors(path):
    """What the SARIF schema has against the file, formats such as URIs included."""
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    report = json.loads(path.read_text("utf-8"))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(report)]


def junit_errors(path):
    """What the schema of the Jenkins xUnit plug-in has against the file."""
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.validate(etree.parse(path))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def main():
    failed = False
    for path in map(pathlib.Path, sys.argv[1:]):
        errors = junit_errors(path) if path.suffix == ".xml" else sarif_errors(path)
        for error in errors:
            print(f"{path}: {error}")
        print(f"{path}: {'not valid' if errors else 'valid'}")
        failed = failed or bool(errors)
    sys.exit(failed)


if __name__ == "__main__":
    main()
