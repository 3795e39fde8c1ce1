"""The report page: what it shows of a run, of records and of findings."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from browser import browser
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded, write_lines
from verigen.dataset.report import html, page
from verigen.dataset.report.gather import gather
from verigen.dataset.report.masking import masked
from verigen.dataset.students.figures import chosen
from verigen.grading.review import desk, sample
from verigen.grading.review.store import opened
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCRIPT = "</style><script>document.title='owned'</script><img src=http://evil.example/x onerror=alert(1)>"
SECTIONS = {"funnel", "reasons", "rates", "lengths", "texts", "mixture", "provenance"}


@pytest.fixture
def made(tmp_path: Path, run: Callable[..., Any]) -> Path:
    """A run of 48 problems, packed; texts and reasons hold what a page must not run."""
    folder = tmp_path / "r"
    folder.mkdir()
    with contextlib.closing(Ledger(folder / "ledger.db", create=True)) as ledger:
        ledger.set_meta("verifier", "symbolic/1")
        for n in range(48):
            graded = [
                make_graded(i, o, tokens=5 + n) for i, o in enumerate(("correct", "incorrect", "unverified"))
            ]
            problem = replace(
                graded[0].problem,
                id=f"p{n}",
                family=f"p{n}",
                prompt=f"What is {n} + 5, says {SCRIPT}?",
                tags={"level": str(n % 3), "topic": SCRIPT},
            )
            ledger.add_problems([(problem, None)])
            drawn = [replace(g.candidate, id=f"p{n}#{g.candidate.index}", problem=f"p{n}") for g in graded]
            said = [replace(g.verdict, reason=SCRIPT, message=SCRIPT) for g in graded]
            ledger.commit(drawn, [(c.id, v) for c, v in zip(drawn, said, strict=True)])
    assert run("pack", folder).code == 0
    return folder


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))


def outline(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Outline()
    parser.feed(text)
    return parser.tags


def test_a_run_without_curation_has_the_sections_that_exist(made, run) -> None:
    ended = run("report", made)

    assert ended.code == 0, ended.err
    assert "48 sft records from 144 candidates of 48 problems" in ended.out
    tags = outline((made / "report.html").read_text())
    assert {told.get("id") for tag, told in tags if tag == "section"} == SECTIONS


def test_nothing_is_requested_and_no_text_becomes_markup(made) -> None:
    text = page.page(gather(made))
    tags = outline(text)

    assert not {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "form", "object"}
    assert not [
        told for _, told in tags if any(name in {"src", "style"} or name.startswith("on") for name in told)
    ]
    assert all((told.get("href") or "#").startswith("#") for _, told in tags)
    assert "default-src 'none'" in text
    assert len(text.encode()) < 300_000


def test_the_same_folder_gives_the_same_page(made) -> None:
    assert page.page(gather(made)) == page.page(gather(made))


def test_findings_students_and_review_are_shown(made) -> None:
    rows = [
        {
            "candidate": f"p{n}#0",
            "problem": f"p{n}",
            "stage": "hygiene",
            "reason": "pii",
            "shown": "jo" + "*" * 9,
        }
        for n in range(3)
    ]
    write_lines(made / "dropped.jsonl", *rows)
    with opened(made) as store:
        store.fill(sample.wanted(made, (), 20, 0))
        with desk.at(store, "ann") as judging:
            for item in store.items():
                judging.answer(item.id, item.outcome)
    facts = gather(made, students=[chosen("chatml")])
    text = page.page(facts)

    assert [(each.reason, each.count) for each in facts.dropped] == [("pii", 3)]
    assert {"students", "review"} < {told.get("id") for tag, told in outline(text) if tag == "section"}
    assert "hygiene: pii" in text
    assert "0 of 13: 0 to 24.7 %" in text
    assert "reads them whole" in text


def test_texts_are_compared_with_real_ones(made, run) -> None:
    pytest.importorskip("numpy", reason="the curate extra is not installed")
    things = "apples pens stamps coins books".split()
    real = [
        {
            "question": f"Ann has {n} {things[n % 5]} and {n * 3 % 17} {things[n % 3]}. How many are there?",
            "answer": str(n),
        }
        for n in range(90)
    ]
    ended = run("report", made, "--real", write_lines(made / "real.jsonl", *real), "--out", "page.html")

    assert ended.code == 0, ended.err
    assert "Prompts are unlike the real ones in:" in ended.out
    text = (made.parent / "page.html").read_text()
    assert "Words that give the set away" in text
    assert "unlike real" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "no folder nowhere"),
        (["."], "holds no ledger.db, no records"),
        (["r", "--student", "chatm"], "unknown student 'chatm'; did you mean chatml"),
        (["r", "--real", "missing.jsonl"], "no file missing.jsonl"),
    ],
)
def test_bad_input_is_one_line(made, run, arguments, says) -> None:
    ended = run("report", *arguments)

    assert ended.code == 2
    assert says in ended.err
    assert "Traceback" not in ended.err


def test_a_broken_record_file_is_named_with_its_line(made, run) -> None:
    file = made / "sft/train.jsonl"
    file.write_text(file.read_text() + "{oops\n")

    ended = run("report", made)

    assert ended.code == 2
    assert "train.jsonl:49: " in ended.err


@pytest.mark.parametrize("name", ["dropped.jsonl", "sft/train.jsonl"])
def test_a_lone_surrogate_in_a_file_is_named_with_its_line(made, run, name) -> None:
    with (made / name).open("a") as file:
        file.write('{"stage": "pii", "reason": "pii", "shown": "\\ud800", "messages": []}\n')

    ended = run("report", made)

    assert ended.code == 2
    assert f"{name}:" in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ raise_exception('no chat') }}", "the template fails: TemplateError: no chat"),
        ("{{ messages[99].role.x }}", "the template fails: UndefinedError"),
        ("{% for m in messages %}", "it does not compile"),
    ],
)
def test_a_template_that_fails_is_a_finding_and_the_page_is_written(made, run, template, says) -> None:
    (made / "bad.jinja").write_text(template)

    ended = run("report", made, "--student", made / "bad.jinja", "--out", made / "page.html")

    assert ended.code == 0, ended.err
    assert "refuses 96 of 96 records" in ended.out
    assert says in ended.out
    assert "refuses 96 of 96" in (made / "page.html").read_text()


def test_the_first_of_many_runs_are_shown_and_the_others_counted(made) -> None:
    facts = gather(made)
    text = page.page(replace(facts, runs=facts.runs * 40))

    assert "and 36 more runs" in text
    assert len(text.encode()) < 300_000


def test_the_page_of_a_set_with_many_kinds_of_everything_stays_small(tmp_path) -> None:
    (tmp_path / "sft").mkdir()
    text = "x" * 400
    rows = [
        {
            "id": f"{n}", "messages": [{"role": "user", "content": f"{n}"}, {"role": "assistant", "content": text}],
            "licence": f"L{n}{text}", "teacher": f"T{n}{text}", "teacher_terms": "open", "evidence": f"e{n % 50}{text}",
            "generation_depth": n % 300, "family": f"f{n}",
        }
        for n in range(1200)
    ]  # fmt: skip
    write_lines(tmp_path / "sft/train.jsonl", *rows)
    found = [
        {"candidate": "a", "problem": "p", "stage": f"s{n}", "reason": text, "shown": text}
        for n in range(1200)
    ]
    write_lines(tmp_path / "dropped.jsonl", *found)
    write_lines(tmp_path / "flagged.jsonl", *found)

    assert len(page.page(gather(tmp_path)).encode()) < 300_000


def test_records_of_another_form_are_counted(tmp_path) -> None:
    (tmp_path / "plain").mkdir()
    write_lines(
        tmp_path / "plain/train.jsonl", {"id": "a", "question": "2+3?"}, {"id": "b", "question": "2+4?"}
    )

    assert gather(tmp_path).records.counts == {"plain": 2}


@given(st.text())
def test_no_text_survives_as_markup(text) -> None:
    made = html.element("p", text, title=text)

    assert [(tag, set(told)) for tag, told in outline(made)] == [("p", {"title"})]
    made.encode()


@pytest.mark.parametrize(
    "secret", ["jo.doe@example.org", "4111 1111 1111 1111", "555-123-4567 890", "sk" + "a1B2" * 8]
)
def test_an_example_keeps_two_characters_of_what_is_private(secret) -> None:
    told = masked(f"It is {secret}, he said.")

    assert secret not in told
    assert re.fullmatch(r"It is (..)\*+, he said\.", told)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_fits_its_window_and_runs_nothing(made, scheme, width) -> None:
    path = made / "report.html"
    path.write_text(page.page(gather(made, students=[chosen("chatml")])))
    with browser() as chrome:
        shown = chrome.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        said: list[str] = []
        requested: list[str] = []
        shown.on("console", lambda message: said.append(message.text))
        shown.on("request", lambda request: requested.append(request.url))
        shown.goto(path.as_uri())

        assert shown.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert "owned" not in shown.title()
        assert said == []
        assert requested == [path.as_uri()]
        if width == 1280:  # a sheet of A4 without margins
            shown.emulate_media(media="print")
            shown.set_viewport_size({"width": 794, "height": 1123})
            assert shown.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            shown.emulate_media(media="screen", color_scheme=scheme)
        dark = shown.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (dark == "rgb(22, 24, 26)") == (scheme == "dark")


def test_the_proofs_in_a_folder_have_a_section_with_their_nulls(tmp_path: Path) -> None:
    verified = {"rates": [0.4], "mean": 0.4, "readable": 0.875, "wrong": [0.25]}
    arms = {"base": {"rates": [0.2], "mean": 0.2}, "verified": verified}
    audit = {"training": 7, "suite": 9, "repeated": 0, "alike": 2}
    gap = {"of": "verified", "from": "base", "mean": 0.2, "low": -0.1, "high": 0.5, "p": 0.1}
    plan = {"student": "tiny", "tokens": 1000, "seeds": [1], "suite": "s"}
    proof = {
        "verdict": "null: nothing <b>shown</b>",
        "plan": plan,
        "arms": arms,
        "differences": [gap],
        "audit": audit,
    }
    for name, content in (("one", json.dumps(proof)), ("two", "{}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "proof.json").write_text(content)

    text = page.page(gather(tmp_path))

    assert "Null: nothing &lt;b&gt;shown&lt;/b&gt;." in text
    assert "<td>verified minus base</td>" in re.sub(r' class="[a-z]*"', "", text)
    assert "-10.0 to 50.0" in text
    assert "7 training problems were held against 9 of the suite: none is in both, 2 are alike" in text
    assert all(f"{share} %" in text for share in ("87.5", "25.0"))
    assert text.count("<h3>") == 1


def test_real_records_have_their_share_by_format_and_are_measured_only_alone(tmp_path: Path) -> None:
    def talk(n: int, depth: int) -> dict[str, Any]:
        turns = [
            {"role": "user", "content": f"asked {depth}/{n}"},
            {"role": "assistant", "content": f"told {depth}/{n}"},
        ]
        return {"messages": turns, "problem_id": f"{depth}/{n}", "generation_depth": depth, "tokens": 10}

    rows = {
        "sft": [*(talk(n, 1) for n in range(6)), *(talk(n, 0) for n in range(4))],
        "kto": [talk(n, 1) for n in range(10)],
    }
    for name, found in rows.items():
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "train.jsonl", *found)

    facts = gather(tmp_path)
    text = page.page(facts)

    assert {each.text for each in facts.records.prompts} == {f"asked 1/{n}" for n in range(6)}
    assert {each.text for each in facts.records.responses} == {f"told 1/{n}" for n in range(6)}
    assert "Real: 40.0 % of the sft records, 40.0 % of their tokens." in text
    assert "of the kto records" not in text
    write_lines(tmp_path / "sft/train.jsonl", *(talk(n, 0) for n in range(3)))
    assert len(gather(tmp_path).records.prompts) == 3
