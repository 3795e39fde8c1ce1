"""Review by people: the sample, the page, the answers and what they change."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from browser import browser
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded, write_lines
from tests.review.argilla_server import argilla_server
from verigen.core.errors import UserError
from verigen.domains.math.reference import MathReference
from verigen.grading.review import desk, figures, files, people, sample, server
from verigen.grading.review.store import NAME, opened
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.core.graded import Graded

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>\u202e\x00 ${1} </pre>"


def groups(count: int) -> Iterator[list[Graded]]:
    """Problems with a right and a wrong candidate each, on three levels; the reply of one in seven is hostile."""
    for n in range(count):
        made = []
        for index, outcome in enumerate(("correct", "incorrect")):
            answer = n + 5 if outcome == "correct" else n + 6
            text = f"<think>\n{n} + 5{HOSTILE if n % 7 == 0 else ''}\n</think>\n\nIt is \\boxed{{{answer}}}."
            base = make_graded(index, outcome, text=text)
            problem = replace(
                base.problem,
                id=f"p{n}",
                family=f"p{n}",
                prompt=f"What is {n} + 5? {HOSTILE if n % 7 == 0 else ''}",
                reference=MathReference(answer=str(n + 5)),
                tags={"level": str(n % 3)},
            )
            candidate = replace(base.candidate, id=f"p{n}#{index}", problem=f"p{n}")
            made.append(replace(base, problem=problem, candidate=candidate))
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run of 60 problems with two candidates each."""
    made = tmp_path / "r"
    made.mkdir()
    with contextlib.closing(Ledger(made / "ledger.db", create=True)) as ledger:
        ledger.set_meta("verifier", "symbolic/1")
        ledger.set_meta("goal", "n:2")
        for graded in groups(60):
            ledger.add_problems([(graded[0].problem, None)])
            ledger.commit([g.candidate for g in graded], [(g.candidate.id, g.verdict) for g in graded])
    return made


@contextlib.contextmanager
def served(folder: Path, size: int = 54, reviewer: str = "ann") -> Iterator[server.ReviewServer]:
    drawn = sample.wanted(folder, (), size, 0)
    with opened(folder) as store:
        store.fill(drawn)
        with desk.at(store, reviewer) as made, server.ReviewServer(made) as running:
            thread = threading.Thread(target=running.serve_forever)
            thread.start()
            try:
                yield running
            finally:
                running.shutdown()
                thread.join()


def asked(url: str, path: str, body: Any = None, **headers: str) -> tuple[int, str, dict[str, str]]:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    sent = None if body is None else json.dumps(body)
    told = {"Content-Type": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    connection.request("POST" if sent else "GET", path, sent, told)
    answer = connection.getresponse()
    with contextlib.closing(connection):
        return answer.status, answer.read().decode(), dict(answer.getheaders())


def test_the_sample_is_stratified_and_each_item_has_its_probability(folder) -> None:
    items = sample.wanted(folder, (), 54, 0)
    real = [each for each in items if not each.planted]

    assert Counter(each.outcome for each in real) == {"correct": 36, "incorrect": 18}
    assert Counter(each.stratum for each in real) == {
        **{f"correct {level}": 12 for level in range(3)},
        **{f"incorrect {level}": 6 for level in range(3)},
    }
    assert {each.probability for each in real} == {12 / 20, 6 / 20}
    assert sum(1 / each.probability for each in real) == pytest.approx(120)


def test_planted_answers_are_known_and_look_like_candidates(folder) -> None:
    planted = [each for each in sample.wanted(folder, (), 54, 0) if each.planted]

    assert Counter(each.outcome for each in planted) == {"incorrect": 4, "correct": 1}
    for each in planted:
        own = f"\\boxed{{{each.reference.splitlines()[0]}}}"
        assert (own in each.reply) == (each.outcome == "correct")


def test_the_same_seed_draws_the_same_sample(folder) -> None:
    assert sample.wanted(folder, (), 20, 3) == sample.wanted(folder, (), 20, 3)
    assert sample.wanted(folder, (), 20, 3) != sample.wanted(folder, (), 20, 4)


def test_a_post_without_the_token_is_refused(folder) -> None:
    with served(folder) as running:
        item = json.loads(asked(running.url, f"/{running.token}/next")[1])["item"]["id"]
        body = {"item": item, "answer": "correct"}
        for path in ("/answer", "//answer", "/wrong/answer", f"/{running.token[:-1]}/answer"):
            assert asked(running.url, path, body)[0] == 403
        assert asked(running.url, f"/{running.token}/answer", body, Host="evil.example")[0] == 403
        assert asked(running.url, f"/{running.token}/answer", body, Content_Type="text/plain")[0] == 415
        with opened(folder) as store:
            assert list(store.answers()) == []


@pytest.mark.parametrize(
    "body", [{"item": "nobody", "answer": "correct"}, {"item": "p0#0", "answer": "yes"}, [1], {}]
)
def test_a_wrong_body_is_one_line_and_stores_nothing(folder, body) -> None:
    with served(folder) as running:
        status, told, _ = asked(running.url, f"/{running.token}/answer", body)

        assert status == 400
        assert "\n" not in told
        with opened(folder) as store:
            assert list(store.answers()) == []


def test_the_verdict_is_hidden_until_the_answer(folder) -> None:
    with served(folder) as running:
        status, told, _ = asked(running.url, f"/{running.token}/next")
        first = json.loads(told)

        assert status == 200
        assert set(first["item"]) == {"id", "question", "reference", "trace", "reply", "note"}
        assert "symbolic/1" not in told
        after = asked(
            running.url, f"/{running.token}/answer", {"item": first["item"]["id"], "answer": "unsure"}
        )
        assert "says" in json.loads(after[1])["said"]


def test_no_page_of_another_site_can_frame_or_script_it(folder) -> None:
    with served(folder) as running:
        _, told, headers = asked(running.url, f"/{running.token}/")

    policy = headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert told.count(f'nonce="{nonce}"') == 2
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


def answered(folder: Path, reviewer: str, **said: str) -> None:
    with opened(folder) as store, desk.at(store, reviewer) as made:
        for item in store.items():
            wanted = "correct" if item.outcome == "correct" else "incorrect"
            made.answer(item.id, said.get(item.id.replace("#", "_"), wanted))


def fill(folder: Path, size: int = 54) -> None:
    with opened(folder) as store:
        store.fill(sample.wanted(folder, (), size, 0))


def test_verdicts_are_rows_of_the_ledger_and_overrule_the_verifier(folder, run) -> None:
    fill(folder)
    with opened(folder) as store:
        wrong = next(each for each in store.items() if each.outcome == "correct" and not each.planted)
    answered(folder, "ann", **{wrong.id.replace("#", "_"): "incorrect"})

    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        said = ledger.said(people.PEOPLE)
        assert said[wrong.candidate] == ["incorrect"]
        assert len(said) == 54
        graded = {
            g.candidate.id: g.verdict for group in people.overruled(ledger.graded(), said) for g in group
        }
    assert (graded[wrong.candidate].outcome, graded[wrong.candidate].reason) == (
        "unverified",
        "people_differ",
    )
    assert Counter(each.outcome for each in graded.values()) == {
        "correct": 59,
        "incorrect": 60,
        "unverified": 1,
    }
    ended = run("pack", folder, "--out", "again")
    assert ended.code == 0, ended.err
    assert wrong.candidate not in (folder.parent / "again/sft/train.jsonl").read_text()


def test_figures_are_exact_intervals_planted_errors_and_kappa(folder) -> None:
    fill(folder)
    answered(folder, "ann")
    answered(folder, "bea", p0_0="unsure", p1_0="incorrect")
    with opened(folder) as store:
        found = store.figures()

    assert found is not None
    assert figures.share(0, 100).told("wrong") == "0 of 100 wrong: 0 to 3.6 %"
    assert found.accepted.count == 0
    assert [each.misled.count for each in found.reviewers] == [0, 0]
    assert found.kappa is not None
    assert 0.9 < found.kappa <= 1


def test_a_reviewer_who_takes_planted_errors_for_right_is_shown(folder) -> None:
    fill(folder)
    with opened(folder) as store, desk.at(store, "careless") as made:
        for item in store.items():
            made.answer(item.id, "correct")
        found = store.figures()

    assert found is not None
    assert str(found.reviewers[0].misled).startswith("4 of 5: ")


answer_lists = st.lists(st.sampled_from(["correct", "incorrect", "unsure"]), min_size=1, max_size=12)


@given(answer_lists)
def test_kappa_of_a_rater_with_itself_is_one(said) -> None:
    assert figures.kappa(said, said) == 1


@given(answer_lists, st.randoms())
def test_kappa_is_symmetric_and_at_most_one(said, draw) -> None:
    other = list(said)
    draw.shuffle(other)

    assert figures.kappa(said, other) == pytest.approx(figures.kappa(other, said))
    assert figures.kappa(said, other) <= 1


def test_an_export_is_imported_again_and_verified(folder, run) -> None:
    fill(folder)
    answered(folder, "ann")
    ended = run("review", folder, "--export", "cases.jsonl")
    assert ended.code == 0, ended.err
    cases = [json.loads(line) for line in (folder.parent / "cases.jsonl").read_text().splitlines()]
    (folder / NAME).unlink()
    fill(folder)

    ended = run("review", folder, "--import", "cases.jsonl")
    assert ended.code == 0, ended.err
    assert "59 answers stored" in ended.out
    assert "0 of 36 wrong: 0 to 9.7 %" in ended.out
    ended = run("verify", "--domain", "math", "--candidates", "cases.jsonl", "--output", "v.jsonl")
    assert ended.code == 0, ended.err
    verdicts = [json.loads(line) for line in (folder.parent / "v.jsonl").read_text().splitlines()]
    assert [each["outcome"] for each in verdicts] == [each["expected"] for each in cases]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            {"id": "p9#7", "reviewer": "ann", "answer": "correct"},
            "the review has no item 'p9#7'; did you mean p",
        ),
        (
            {"id": "", "reviewer": "ann", "answer": "fine"},
            "a row is {id, reviewer, answer} with one of correct",
        ),
        ("[1]\n", "Expected `object`"),
    ],
)
def test_a_bad_import_stores_nothing_and_says_the_line(folder, run, row, says) -> None:
    fill(folder)
    with opened(folder) as store:
        first = store.items()[0].id
    good = {"id": first, "reviewer": "ann", "answer": "correct"}
    bad = {**row, "id": row["id"] or first} if isinstance(row, dict) else row
    ended = run("review", folder, "--import", write_lines(folder / "in.jsonl", good, bad))

    assert ended.code == 2
    assert f"in.jsonl:2: {says}" in ended.err
    assert "Traceback" not in ended.err
    with opened(folder) as store:
        assert list(store.answers()) == []


def test_every_unknown_id_of_an_import_has_its_line(folder, run) -> None:
    fill(folder)
    rows = [{"id": f"x{n}", "reviewer": "ann", "answer": "correct"} for n in range(30)]
    ended = run("review", folder, "--import", write_lines(folder / "in.jsonl", *rows))

    assert ended.code == 2
    told = ended.err.splitlines()
    assert (
        "in.jsonl:1: the review has no item 'x0' (30 of 30 answers have unknown ids); nothing is imported"
        in told[0]
    )
    assert told[1].endswith("in.jsonl:2: no item 'x1'")
    assert len(told) == 20


def test_a_lone_surrogate_is_refused_with_one_line_and_stores_nothing(folder, run) -> None:
    with served(folder) as running:
        item = json.loads(asked(running.url, f"/{running.token}/next")[1])["item"]["id"]
        body = {"item": item, "answer": "correct", "note": "\ud800"}
        status, told, _ = asked(running.url, f"/{running.token}/answer", body)
    assert (status, "\n" in told) == (400, False)
    row = {"id": item, "reviewer": "ann", "answer": "correct", "note": "\ud800"}

    ended = run("review", folder, "--import", write_lines(folder / "in.jsonl", row))

    assert ended.code == 2
    assert "in.jsonl:1: " in ended.err
    with opened(folder) as store:
        assert list(store.answers()) == []


def test_the_last_verdict_is_followed_by_the_figures(folder) -> None:
    fill(folder, 6)
    with opened(folder) as store, desk.at(store, "ann") as made:
        for item in store.items():
            state = made.answer(item.id, "correct")

    assert state["item"] is None
    assert state["figures"].startswith("All items are judged.")
    assert "of which people call 0 of 4 wrong" in state["figures"]


def test_three_reviewers_give_the_agreement_of_a_named_pair(folder) -> None:
    fill(folder, 12)
    for who in ("ann", "bea", "cleo"):
        answered(folder, who)
    with opened(folder) as store:
        found = store.figures()

    assert found is not None
    assert found.pair in {("ann", "bea"), ("ann", "cleo"), ("bea", "cleo")}
    assert any(
        line.startswith(f"agreement of {' and '.join(found.pair)}: kappa 1.00") for line in desk.lines(found)
    )


def test_the_argilla_folder_has_settings_and_records(folder) -> None:
    fill(folder)
    with opened(folder) as store:
        count = files.export(store, folder / "argilla")
    records = json.loads((folder / "argilla/records.json").read_text())
    settings = json.loads((folder / "argilla/.argilla/settings.json").read_text())

    assert len(records) == count == 54
    assert {each["name"] for each in settings["fields"]} >= {
        name for row in records for name in row["fields"]
    }
    assert settings["questions"][0]["settings"]["type"] == "label_selection"


@pytest.mark.filterwarnings("ignore")  # of the package's own imports
def test_argilla_imports_the_folder_by_its_own_functions(folder) -> None:
    argilla = pytest.importorskip(
        "argilla", reason="needs `pip install argilla`, whose client reads the folder"
    )
    fill(folder)
    with opened(folder) as store:
        items = {each.id: each for each in store.items() if not each.planted}
        files.export(store, folder / "argilla")

    with argilla_server() as server:
        client = argilla.Argilla(api_url=server.url, api_key="none")
        made = argilla.Dataset.from_disk(str(folder / "argilla"), workspace="reviews", client=client)

    assert (made.name, server.dataset["status"]) == ("verigen-review", "ready")
    assert [each["name"] for each in server.parts["fields"]] == list(files.FIELDS)
    assert [each["name"] for each in server.parts["questions"]] == ["verdict"]
    assert {each["external_id"] for each in server.records} == items.keys()
    for each in server.records:
        assert each["fields"]["question"] == items[each["external_id"]].question
        assert each["metadata"]["stratum"] == items[each["external_id"]].stratum


def test_a_taken_port_is_one_line(folder, run) -> None:
    with served(folder) as running:
        ended = run("review", folder, "--port", running.server_address[1])

    assert ended.code == 2
    assert "can't be used" in ended.err
    assert "choose another --port" in ended.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "no folder nowhere"),
        (["r", "--reviewer", "a b"], "letters, digits"),
        (["."], "no ledger"),
    ],
)
def test_bad_input_is_one_line(folder, run, arguments, says) -> None:
    ended = run("review", *arguments)

    assert ended.code == 2
    assert says in ended.err


def test_a_newer_review_is_refused(folder) -> None:
    fill(folder)
    with opened(folder) as store:
        store._db.execute("PRAGMA user_version=99")

    with pytest.raises(UserError, match="newer than this verigen reads"), opened(folder):
        pass


def test_fifty_verdicts_by_keyboard_and_a_hostile_record_runs_no_script(folder) -> None:
    with served(folder, size=50) as running, browser() as chrome:
        page = chrome.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        hosts: set[str] = set()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.set_default_timeout(10_000)
        page.goto(running.url)
        total = json.loads(asked(running.url, f"/{running.token}/next")[1])["total"]
        for count in range(50):
            page.get_by_text(f"{count} of {total}", exact=True).wait_for()
            assert page.title() == "verigen review"
            page.keyboard.press("12"[count % 2])
        page.get_by_text(f"50 of {total}", exact=True).wait_for()

        page.keyboard.press("n")
        page.keyboard.type("12 looks odd")
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowLeft")
        assert page.get_by_text(f"50 of {total}", exact=True).count() == 1
        assert hosts == {urlsplit(running.url).netloc}
        assert faults == []
    with opened(folder) as store:
        assert len(list(store.answers())) == 50
        assert any("<script>" in each.question for each in store.items())
