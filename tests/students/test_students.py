"""What a student's chat template leaves of a record."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.errors import UnknownPart, UserError
from verigen.dataset.students import figures
from verigen.dataset.students.exchange import exchanges
from verigen.dataset.students.rendering import TemplateFault, render
from verigen.dataset.students.source import names

TRACE = "First 3 + 4 = 7.\nThen 7 * 2 = 14."
REPLY = "The final answer is \\boxed{14}."
ASKED = {"role": "user", "content": "What is (3+4)*2?"}
ANSWER = {"role": "assistant", "content": f"<think>\n{TRACE}\n</think>\n\n{REPLY}"}
SFT = {"messages": [ASKED, ANSWER]}
WRONG = {"role": "assistant", "content": "<think>\nA guess.\n</think>\n\n13"}
PAIR = {"prompt": [ASKED], "chosen": [ANSWER], "rejected": [WRONG]}

PLAIN = "{% for m in messages %}[{{ m.role }}]{{ m.content }}[end]{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}"
DROPS = PLAIN.replace("m.content", "m.content.split('</think>')[-1]")
LISTS = PLAIN.replace("{{ m.content }}", "{% for p in m.content %}{{ p.text }}{% endfor %}")
APART = (
    "{% for m in messages %}[{{ m.role }}]{% if m.role == 'assistant' %}<think>{{ m.reasoning_content }}</think>"
    "{% endif %}{{ m.content }}[end]{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}"
)
MASKED = (
    "{% for m in messages %}[{{ m.role }}]{% if m.role == 'assistant' %}{% generation %}{{ m.content }}[end]"
    "{% endgeneration %}{% else %}{{ m.content }}[end]{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)
UNSTOPPED = MASKED.replace("[end]{% endgeneration %}", "{% endgeneration %}[end]")
EMPTY_THOUGHT = PLAIN.replace("[assistant]", "[assistant]<think></think>")


def checked(template: str, tmp_path: Any, *rows: dict[str, Any]) -> figures.StudentFigures:
    path = tmp_path / "t.jinja"
    path.write_text(template)
    figures.source.cache_clear()
    return figures.checked(rows or [SFT], figures.chosen(str(path)))


@pytest.mark.parametrize(
    ("template", "ways", "reason", "works"),
    [
        (PLAIN, ("completion",), "", ""),
        (MASKED, ("completion", "mask"), "", ""),
        (UNSTOPPED, ("completion", "mask"), "", ""),
        (DROPS, (), "the template deletes the thinking", ""),
        (APART, (), "the template adds a second think tag before the thinking", "`reasoning_content`"),
        (LISTS, (), "the template deletes the thinking", "lists of parts"),
        (EMPTY_THOUGHT, (), "the rendered prompt is no beginning of the record, and it has no mask", ""),
        (
            "{{ raise_exception('only pictures') }}",
            (),
            "the template fails: TemplateError: only pictures",
            "",
        ),
        ("{% for m in %}", (), "the template fails: it does not compile", ""),
    ],
)
def test_a_template_is_refused_for_what_it_destroys(template, ways, reason, works, tmp_path) -> None:
    made = checked(template, tmp_path)

    assert made.ways == ways
    assert "".join(made.reasons).startswith(reason)
    assert bool(made.refused) == bool(reason)
    assert works in made.instead
    assert bool(made.instead) == bool(works)


def test_the_training_template_beside_it_is_what_works(tmp_path) -> None:
    (tmp_path / "t_training.jinja").write_text(MASKED)

    assert checked(DROPS, tmp_path).instead == "the training template t_training"


def test_a_mask_without_the_end_of_the_turn_never_teaches_to_stop(tmp_path) -> None:
    assert "no stop" in checked(UNSTOPPED, tmp_path).counts
    assert "no stop" not in checked(MASKED, tmp_path).counts


def test_a_pair_is_read_on_both_sides(tmp_path) -> None:
    made = checked(DROPS, tmp_path, PAIR)

    assert made.counts["lost"] == 2
    assert made.refused == 1


def test_records_of_plain_text_are_counted_and_not_rendered(tmp_path) -> None:
    made = checked(PLAIN, tmp_path, {"prompt": "2+3?", "completion": "5"}, SFT)

    assert (made.records, made.plain, made.refused) == (2, 1, 0)


def test_what_trains_is_counted_behind_the_prompt(tmp_path) -> None:
    made = checked(PLAIN, tmp_path)

    assert made.unit == "characters"
    assert made.trained == len(ANSWER["content"] + "[end]")


def test_a_folder_gives_template_special_tokens_and_length(tmp_path) -> None:
    settings = {
        "chat_template": [
            {"name": "rag", "template": "no"},
            {"name": "default", "template": "{{ bos_token }}" + PLAIN},
        ],
        "bos_token": {"content": "<B>"},
        "model_max_length": 10**30,
    }
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings))
    (tmp_path / "config.json").write_text('{"max_position_embeddings": 4096}')

    student = figures.chosen(str(tmp_path))

    assert student.length == 4096
    assert student.render([ASKED]).text.startswith("<B>[user]")


CALLS = (
    "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% for c in m.tool_calls or [] %}<call>"
    "ARGUMENTS</call>{% endfor %}[end]{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}"
)
AS_QWEN = CALLS.replace("ARGUMENTS", "{{ c.function.arguments | tojson }}")
AS_IT_COMES = CALLS.replace(
    "ARGUMENTS",
    "{{ c.function.arguments if c.function.arguments is string else c.function.arguments | tojson }}",
)
AS_TEXT = CALLS.replace("ARGUMENTS", "{{ 'json ' + c.function.arguments }}")
BY_ITEMS = CALLS.replace(
    "ARGUMENTS", "{% for k, v in c.function.arguments.items() %}{{ k }}{{ v }}{% endfor %}"
)


@pytest.mark.parametrize(
    ("template", "refused"), [(PLAIN, 1), (MASKED, 1), (AS_QWEN, 0), (BY_ITEMS, 0), (AS_TEXT, 0)]
)
def test_a_template_that_leaves_out_calls_is_refused_for_records_with_calls(
    template: str, refused: int, tmp_path: Any
) -> None:
    call = {"type": "function", "function": {"name": "python", "arguments": "{}"}}
    asks = {"role": "assistant", "content": "", "tool_calls": [call]}

    found = checked(template, tmp_path, {"messages": [ASKED, asks, ANSWER]}, SFT)

    assert found.counts.get("uncalled", 0) == refused
    assert found.reasons == ({"the template deletes the calls of tools": 1} if refused else {})


@pytest.mark.parametrize("arguments", [{"code": "2 + 3"}, {}, {"text": 'ä\n"<b>'}])
@pytest.mark.parametrize(("template", "named"), [(AS_QWEN, 1), (BY_ITEMS, 1), (AS_IT_COMES, 0)])
def test_calls_whose_json_text_a_template_would_quote_are_named(
    template: str, named: int, arguments: dict[str, str], tmp_path: Any
) -> None:
    call = {"type": "function", "function": {"name": "python", "arguments": json.dumps(arguments)}}
    asks = {"role": "assistant", "content": "", "tool_calls": [call]}
    shown = {"role": "tool", "name": "python", "content": "5"}
    text = {"messages": [ASKED, asks, shown, ANSWER]}
    function = {"name": "python", "arguments": arguments}
    objects = {"messages": [ASKED, {**asks, "tool_calls": [{**call, "function": function}]}, shown, ANSWER]}

    found = checked(template, tmp_path, text, text, objects, SFT)

    assert found.counts.get("text calls", 0) == 2 * named
    assert ("2 hold calls with arguments as JSON text" in str(found)) == bool(named)
    assert not found.refused


@pytest.mark.skipif(find_spec("tokenizers") is None, reason="tokenizers is not installed")
def test_a_record_longer_than_the_student_is_cut(tmp_path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = Tokenizer(models.WordLevel({"x": 0}, unk_token="x"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    words.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "chat_template.jinja").write_text(PLAIN)

    made = figures.checked([SFT], figures.chosen(f"{tmp_path}:length=5"))

    assert made.unit == "tokens"
    assert made.counts["cut"] == 1


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("chatm", "unknown student 'chatm'; did you mean chatml"),
        ("no/such.jinja", "no chat template at no/such.jinja"),
        ("chatml:length=many", "length is a number of tokens"),
    ],
)
def test_a_wrong_name_is_one_line(spec, says) -> None:
    with pytest.raises(UserError, match=says):
        figures.chosen(spec)


def test_an_unknown_student_is_an_unknown_part() -> None:
    with pytest.raises(UnknownPart):
        figures.chosen("zzzz")


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_text_passes_a_plain_template_and_is_found_again(trace, reply) -> None:
    row = {"messages": [ASKED, {"role": "assistant", "content": f"<think>\n{trace}\n</think>\n\n{reply}"}]}

    assert figures.checked([row], figures.chosen("chatml")).refused == 0


def test_a_record_without_its_columns_says_which_are_wanted() -> None:
    with pytest.raises(ValueError, match="`messages`, `prompt` with `completion`"):
        exchanges({"question": "2+3?"})


LOST = "deepseek_r1_distill deepseekv3 deepseekv3_training idefics3 idefics3_training smolvlm smolvlm_training".split()
DOUBLED = ["qwen3_8", "qwen3_8_training"]
FAILED = ["llava_next", "llava_next_training"]
NO_PREFIX = [*LOST[:3], "qwen3_5_nothink", "qwen3_5_nothink_training"]
NEEDS_TRL = pytest.mark.skipif(
    "qwen3_8" not in names(), reason="trl with its chat templates is not installed"
)


@NEEDS_TRL
def test_the_templates_of_trl_are_classified_right() -> None:
    every = sorted(set(names()) - {"chatml"})
    made = {name: figures.checked([SFT], figures.chosen(name)) for name in every}

    def counted(what: str) -> list[str]:
        return [name for name in every if what in made[name].counts]

    assert len(every) == 72
    assert counted("lost") == LOST
    assert counted("doubled") == DOUBLED
    assert counted("failed") == FAILED
    assert counted("no prefix") == NO_PREFIX
    assert len(counted("no mask")) == 39
    assert counted("refused") == sorted({*LOST, *DOUBLED, *FAILED, "qwen3_5_nothink"})


@NEEDS_TRL
@pytest.mark.skipif(find_spec("transformers") is None, reason="transformers is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("opened", [False, True])
def test_rendering_and_mask_are_those_of_transformers(opened) -> None:
    from transformers.utils.chat_template_utils import render_jinja_template

    messages = [ASKED, ANSWER, ASKED] if opened else [ASKED, {**ANSWER, "reasoning_content": TRACE}]
    for name, path in names().items():
        source = path.read_text(encoding="utf-8")
        try:
            (text,), spans = render_jinja_template(
                [messages],
                chat_template=source,
                return_assistant_tokens_mask=True,
                add_generation_prompt=opened,
            )
        except Exception:  # noqa: BLE001 - whatever a template raises
            with pytest.raises(TemplateFault):
                render(source, messages, opened=opened)
            continue
        made = render(source, messages, opened=opened)
        if "26 Jul 2024" not in source and "strftime" not in source:
            assert made.text == text, name
            assert list(made.trained or ()) == spans[0], name
