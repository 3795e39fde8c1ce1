"""Queries over a corpus: what finds its passage is kept, copies and twins are not, and bad corpora are named."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from paraphrase import paraphrase

from samples import write_lines
from verigen.core import registry
from verigen.core.errors import ReferenceFault, UserError
from verigen.core.problems import encode
from verigen.core.types import Candidate, Sampling
from verigen.domains.retrieve.part import sentences
from verigen.problems.banks import find
from verigen.testing import laws
from verigen.testing.sample import Sample
from verigen.verifiers.retrieval import corpus, rivals, store
from verigen.verifiers.retrieval.candidate import copied, joined
from verigen.verifiers.retrieval.part import Retrieval

ROOT = Path(__file__).parents[2]
GRADER = Retrieval()


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERIGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def own_cache(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))


def texts() -> list[str]:
    """Passages of this repository's pages."""
    found = [*corpus.passages(ROOT / "docs", Counter()), *corpus.passages(ROOT / "README.md", Counter())]
    return [each.text for each in found if len(each.text.split()) > 25]


def problems(path):
    return list(find.find(f"passages:{path}", "retrieve", licence="MIT", split="train").problems())


def candidate(text: str) -> Candidate:
    return Candidate(
        id="p#0",
        problem="p",
        index=0,
        text=text,
        finish="stop",
        prompt_tokens=1,
        tokens=1,
        teacher="t",
        revision="r",
        sampling=Sampling(),
        seed=1,
        seconds=0.0,
    )


def asked(passage: str, rng: random.Random) -> str:
    """A query of some of a passage's words, in another order."""
    words = sorted(rivals.topical(passage))
    return " ".join(rng.sample(words, min(7, len(words))))


def test_no_planted_twin_becomes_a_negative_or_leaves_a_query(cache, tmp_path) -> None:
    rng = random.Random(3)
    plain = texts()
    planted = [(number % len(plain), paraphrase(plain[number % len(plain)], rng)) for number in range(200)]
    rows = [{"_id": f"p{n}", "text": text} for n, text in enumerate(plain)]
    rows += [{"_id": f"t{n}", "text": text} for n, (_, text) in enumerate(planted)]
    opened = store.opened(str(write_lines(tmp_path / "c.jsonl", *rows)))
    twins = {n: {opened.row(f"p{n}")} for n in range(len(plain))}
    for n, (parent, _) in enumerate(planted):
        twins[parent].add(opened.row(f"t{n}"))

    wrong = made = 0
    for parent, _ in planted:
        own, query = opened.row(f"p{parent}"), asked(plain[parent], rng)
        found = [hit.row for hits in opened.search(query, 60).values() for hit in hits if hit.row != own]
        assert own is not None
        kept = rivals.negatives(opened, own, "", found)
        wrong += len(twins[parent] & set(kept))
        made += len(kept)
    refused = 0
    for problem in problems(tmp_path / "c.jsonl"):
        try:
            GRADER.check(problem)
        except ReferenceFault:
            refused += 1

    assert wrong == 0
    assert made > 200  # it does not win by keeping nothing
    assert refused >= 0.98 * 2 * len({parent for parent, _ in planted})


def test_a_query_counts_if_both_find_it_and_no_other_passage_answers(cache) -> None:
    every = problems(ROOT / "docs")
    grader, rng = Retrieval(most_copied=1.0), random.Random(1)
    outcomes: Counter[str] = Counter()
    for problem in every[::6]:
        passage = problem.reference.text
        verdict = grader.verify(problem, candidate(joined(asked(passage, rng), sentences(passage)[0])))
        outcomes[verdict.reason] += 1
        other = every[(every.index(problem) + 40) % len(every)].reference.text
        assert (
            grader.verify(problem, candidate(joined(asked(other, rng), sentences(passage)[0]))).outcome
            != "correct"
        )

    assert outcomes["found"] > len(every) / 60


def test_copies_and_answers_that_are_not_in_the_passage_are_wrong(cache) -> None:
    problem = problems(ROOT / "docs")[3]
    passage = problem.reference.text
    query = " ".join(passage.split()[:9])

    assert copied(query, passage) == 1.0
    assert copied("one two three", "three two one") == 0.0
    assert GRADER.verify(problem, candidate(joined(query, passage))).reason == "copied"
    assert GRADER.verify(problem, candidate(joined("why levels", "It is 42."))).reason == "not_grounded"
    assert GRADER.verify(problem, candidate("why levels")).reason == "not_grounded"
    assert GRADER.verify(problem, candidate("")).reason == "no_query"


def test_a_changed_corpus_is_no_fault_of_the_candidate(own_cache, tmp_path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    problem = problems(tmp_path / "docs")[0]
    place = tmp_path / "docs" / problem.reference.passage.rpartition("/")[0]
    place.write_text("Other text. " * 30)

    with pytest.raises(ReferenceFault, match="has changed"):
        GRADER.verify(problem, candidate("a query"))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": b"One passage."}, "has 1 passage"),
        ({"a.jsonl": b'{"text": ""}\n{"text": "  "}\n{"no": 1}\nx\n'}, "left out: 2 empty"),
        ({"a.txt": b"\0\1\2" * 50, "b.md": b"\xff\xfe\xfa"}, "2 binary file"),
        ({"a.bin": b"x"}, "holds no .txt"),
        ({}, "holds no .txt"),
    ],
)
def test_a_corpus_that_can_not_work_says_why(own_cache, files, said, run, tmp_path) -> None:
    (tmp_path / "c").mkdir()
    for name, content in files.items():
        (tmp_path / "c" / name).write_bytes(content)

    ended = run(
        "sample",
        "--domain",
        "retrieve",
        "--bank",
        "passages:c",
        "--licence",
        "MIT",
        "--teacher",
        "scripted:s.json",
    )

    assert ended.code == 2
    assert said in ended.err


def test_passages_are_streamed_with_their_ids_and_what_is_none_is_counted(tmp_path) -> None:
    left_out: Counter[str] = Counter()
    rows = [
        {"_id": 1, "title": "T", "text": "a"},
        {"_id": 1, "text": "b"},
        {"id": "x", "contents": "c"},
        [1],
        "s",
    ]
    write_lines(tmp_path / "c.jsonl", *rows)

    found = list(corpus.passages(tmp_path / "c.jsonl", left_out))

    assert found == [("1", "T a"), ("x", "c")]
    assert left_out == {"id twice": 1, "no JSON object": 2}


def test_a_missing_corpus_or_option_is_named(own_cache) -> None:
    with pytest.raises(UserError, match="no corpus"):
        problems("nowhere")
    with pytest.raises(UserError, match="no kind"):
        problems(f"{ROOT / 'docs'},kinds=poem")


def test_the_domain_keeps_the_laws_that_need_no_answer_of_its_own(cache) -> None:
    sample = Sample(problems=problems(ROOT / "docs")[:3])
    part = registry.make("domain", "retrieve")
    for law in laws("domain"):
        if law.__name__ != "a_record_shows_the_problem_and_the_answer":
            law(part, sample)


def test_every_command_takes_the_domain(cache, run, tmp_path) -> None:
    rng = random.Random(2)
    answers = {}
    for problem in problems(ROOT / "docs"):
        passage = problem.reference.text
        query = asked(passage, rng)
        answers[f"Query: {query}\n"] = [sentences(passage)[0]]
        answers[problem.prompt] = [query, passage[:60].replace("\n", " ")]
    (tmp_path / "s.json").write_text(json.dumps({"answers": answers}))
    bank, teacher = f"passages:{ROOT / 'docs'}", "scripted:s.json"
    more = ("--domain", "retrieve", "--limit", "24", "--licence", "MIT", "--teacher", teacher)

    ended = run(
        "sample", "--bank", bank, *more, "--n", 3, "--out", "r", "--format", "triplets", "--format", "sft"
    )
    assert ended.code == 0, ended.err
    triplets = [json.loads(line) for line in (tmp_path / "r/triplets/train.jsonl").read_text().splitlines()]
    assert triplets
    assert all(each["positive"] != each["negative"] for each in triplets)
    assert run("regrade", "r").code == 0
    assert run("pack", "r", "--format", "triplets").code == 0
    assert run("curate", "r", "--out", "c").code == 0
    assert run("beir", "r", "--out", "b").code == 0
    suite = [encode(each) + b"\n" for each in problems(ROOT / "docs")[:40]]
    (tmp_path / "suite.jsonl").write_bytes(b"".join(suite))
    parted = run("split", "suite.jsonl", "--out", "parts", "--held-out", "0.3", "--seed", "1")
    assert parted.code == 0, parted.err
    train, held_out = (
        [json.loads(line) for line in (tmp_path / f"parts/{name}.jsonl").read_text().splitlines()]
        for name in ("train", "held_out")
    )
    assert len(train) + len(held_out) == len(suite)
    assert not {each["family"] for each in train} & {each["family"] for each in held_out}
    asked_of = ("bench", "--suite", "parts/held_out.jsonl", "--domain", "retrieve", "--teacher", teacher)
    measured = run(*asked_of, "--n", 2, "--out", "m")
    assert measured.code == 0, measured.err
    assert "pass@1" in measured.out
    queries = [json.loads(line) for line in (tmp_path / "b/queries.jsonl").read_text().splitlines()]
    qrels = (tmp_path / "b/qrels/test.tsv").read_text().splitlines()[1:]
    ids = {json.loads(line)["_id"] for line in (tmp_path / "b/corpus.jsonl").read_text().splitlines()}
    assert {line.split("\t")[0] for line in qrels} == {each["_id"] for each in queries}
    assert {line.split("\t")[1] for line in qrels} <= ids
    for line in (tmp_path / "b/eval.jsonl").read_text().splitlines():
        row = json.loads(line)
        assert row["end"] - row["start"] == len(row["answer"])
