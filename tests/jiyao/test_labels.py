"""The label of a statement, one made-up sentence a case; the groups follow the contract's table."""

from __future__ import annotations

from time import perf_counter

import pytest

from jiyao.labels import label, label_text
from jiyao.reading import Heading, Label
from jiyao.rules import in_brackets, lead_and_support, named_doer, outcome
from jiyao.text import View


def read_label(text: str, heading: Heading | None) -> Label:
    """The label with the doers and outcomes that the rules find in the words."""
    view = View(text)
    findings = [f for rule in (named_doer, lead_and_support, in_brackets, outcome) for f in rule.read(view)]
    return label(view.s, heading, findings)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("stress", "今年以来，全县工业经济稳中向好，主要指标好于预期，实现了良好开局。"),
        ("stress", "供水保障是民生大事，是城市运行的重要基础。"),
        ("point_out", "治理扬尘关乎千家万户，群众期盼、社会关注。"),
        ("point_out", "当前招商工作取得了明显成效，但仍存在项目落地慢、要素保障弱等问题。"),
        ("hold", "该《方案》目标明确、措施具体，符合清河县实际。"),
        ("point_out", "推进数字档案馆建设，是提升政务效能的重要举措，对优化服务具有十分重要的意义。"),
        ("stress", "省委全会为做好今后工作指明了方向、提供了遵循。"),
        ("stress", "防汛形势依然严峻，容不得半点马虎，抢险救灾刻不容缓。"),
        ("stress", "讲话强调“发展要稳、民生要实”，体现了鲜明的为民情怀。"),
    ],
)
def test_a_view_or_a_fact_is_an_assessment(heading: Heading, text: str) -> None:
    assert read_label(text, heading) == "assessment"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("require", "各级各部门要提高政治站位、统一思想认识，切实增强做好供暖工作的责任感和紧迫感。"),
        ("stress", "要深刻认识到水安全是发展的命脉，水资源短缺的局面没有根本改变。"),
        ("require", "要高度重视，密切配合，各司其职，形成强大合力。"),
        ("stress", "一要领会精神实质，提高政治站位。"),
        ("stress", "要时刻绷紧森林防火这根弦，抓实抓细各项工作，坚决守住不发生大火的底线。"),
        ("require", "要严格落实“三管三必须”要求，拧紧责任链条。"),
        ("require", "要压实工作责任，认真抓好安全生产工作。"),
        ("stress", "要坚定信心、尽锐出战，坚决打赢污染防治攻坚战。"),
        ("point_out", "办学必须把质量放在首位。"),
        ("point_out", "食品安全没有小事，绝不能有丝毫麻痹。"),
        ("require", "责任意识和担当意识要再强化。"),
        ("stress", "要坚持问题导向、目标导向，发扬“钉钉子”精神，把各项目标任务落到实处。"),
        ("require", "领导干部要严守廉洁纪律，不得违规收受礼金。"),
        ("stress", "要深入学习领会全会精神，切实把思想和行动统一到县委部署上来。"),
        ("stress", "坚定不移贯彻新发展理念，自觉同党中央保持高度一致。"),
        ("decide", "压实责任。"),
    ],
)
def test_what_only_tells_people_what_to_think_or_hold_to_is_an_attitude(heading: Heading, text: str) -> None:
    assert read_label(text, heading) == "attitude"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("require", "要提高政治站位，全面排查老旧小区用电隐患，建立整改台账。"),
        ("require", "市住建局要于5月底前完成管网改造方案编制。"),
        ("stress", "会后，各部门要抓好贯彻落实。"),
        ("require", "一要加快东环路征地拆迁，"),
        ("point_out", "要加强气象监测预警，加密巡查频次，确保安全度汛。"),
        ("require", "要牢固树立安全发展理念，抓紧抓实矿山、危化品、道路交通等重点领域安全。"),
        ("stress", "确保60个重点项目二季度全部开工。"),
        (None, "由县水利局牵头，县财政局配合，研究提出水价调整意见。"),
        ("decide", "（二）县财政局安排应急资金50万元，用于购置抢险物资。"),
        ("require", "坚持每周调度，对进展缓慢的项目进行通报。"),
        ("require", "县应急局要压实责任。"),
        ("require", "县教育局要认真落实会议要求。"),
        ("stress", "扩面进展缓慢，要实行一月一调度、一月一通报。"),
        ("require", "完善公交线路，优化站点布局，方便群众出行。"),
        ("clarify", "（牵头单位：县交通局；配合单位：县公安局）抓好超限超载治理。"),
    ],
)
def test_what_can_be_checked_off_or_reported_on_is_an_action(heading: Heading | None, text: str) -> None:
    assert read_label(text, heading) == "action"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (None, "会议原则同意县发改局提交的《清河县储能项目管理办法》，修改完善后印发实施。"),
        ("decide", "原则同意该方案，县政府办公室要根据会上提出的意见，进一步修改完善后印发。"),
        ("decide", "同意将东关地块用途调整为公园绿地。"),
        ("decide", "同意成立创建工作指挥部，由县长任指挥长。"),
        ("decide", "该事项暂缓研究，条件成熟后再行上会。"),
        (None, "根据会议讨论意见修改完善后，提请县委常委会审议。"),
        ("decide", "从5月1日起提高城乡低保补助标准。"),
    ],
)
def test_a_decision_on_the_topic_or_disposal_of_its_document_is_an_outcome(heading: Heading | None, text: str) -> None:
    assert read_label(text, heading) == "outcome"


def test_a_named_doer_with_other_work_makes_an_outcome_an_action() -> None:
    text = "原则同意该方案，由县住建局牵头，4月底前完成老旧小区排查。"
    assert read_label(text, "decide") == "action"
    assert read_label("原则同意该方案。", "decide") == "outcome"


def test_responsibility_becomes_an_action_only_where_its_doer_is_named() -> None:
    assert label_text("要压实监管责任。", "require") == "attitude"
    assert label_text("各级各部门要压实监管责任。", "require", ("各级各部门",)) == "attitude"
    assert label_text("县市场监管局要压实监管责任。", "require", ("县市场监管局",)) == "action"


def test_the_heading_decides_where_nothing_says_whether_it_is_told_or_stated() -> None:
    text = "县区之间分片包干，限期清零。"
    assert label_text(text, "require") == "action"
    assert label_text(text, "hold") == "assessment"


def test_words_in_quotation_marks_instruct_nobody() -> None:
    assert label_text("通报指出了“责任要压实、整改要到位”等三方面内容。", "point_out") == "assessment"


def test_findings_outside_the_statement_are_ignored() -> None:
    view = View("县教育局要压实责任。要压实责任。")
    findings = list(named_doer.read(view))
    assert label(view.s[:10], "require", findings) == "action"
    assert label(view.s[10:], "require", findings, 10) == "attitude"


@pytest.mark.parametrize("text", ["", "。", "，，，", "一是", "“", "《" * 50, "要" * 500, "切实" * 500, "、要" * 500])
def test_any_words_have_a_label(text: str) -> None:
    assert label_text(text, "require") in {"assessment", "attitude", "action", "outcome"}


@pytest.mark.parametrize(
    "text",
    [
        "要坚持问题导向，聚焦短板弱项，着力破解制约发展的瓶颈问题。",
        "要提高发现问题、解决问题的主动性、自觉性。",
        "要把食品安全作为“头等大事”，像爱护孩子一样守护“舌尖上的安全”。",
        "要坚决落实“疫情要防住、经济要稳住、发展要安全”的重大要求，克难奋进、砥砺前行。",
        "要锚定目标不放松，拿出真招实招，掀起比学赶超的热潮，交出合格答卷。",
    ],
)
def test_what_ends_in_nothing_to_be_checked_off_is_no_measure(text: str) -> None:
    assert read_label(text, "stress") == "attitude"


@pytest.mark.parametrize(
    ("text", "label"),
    [("全年实施重点项目不少于260个。", "action"), ("上半年实施了重点项目260个。", "assessment")],
)
def test_a_time_before_the_verb_tells_what_is_to_be_done_unless_it_is_done(text: str, label: Label) -> None:
    assert read_label(text, "stress") == label


@pytest.mark.parametrize(
    "text",
    [
        "要把群众评价作为检验工作的标尺，努力在服务大局上作表率。",
        "要坚定信心，以推动发展为主题，以改进作风为牵引，奋力开创新局面。",
        "要增强责任感，不断提高运用理论破解难题、推动落实的能力。",
        "要坚定信心，打好清河县转型攻坚战，多措并举稳增长、促消费。",
        "要提高政治站位，做好迎检各项准备工作，全力抓好生态保护。",
        "要解放思想，把会议精神转化为推动工作的实际行动。",
        "要坚持以上率下，为转型发展、招商引资提供坚强保证。",
        "各乡镇要提高站位，加强沟通，按照疫情要防住的要求，统筹好各项工作。",
    ],
)
def test_beside_stance_what_holds_no_thing_of_an_office_is_no_measure(text: str) -> None:
    assert read_label(text, "stress") == "attitude"


@pytest.mark.parametrize(
    "text",
    [
        "要提高政治站位，严防死守，逐库盘点储备粮，补齐监测设备。",
        "要坚持问题导向，深化政务服务改革，压减审批环节。",
        "要强化政治引领，加快食品、文旅、装备等主导产业发展。",
        "要坚定信心，推进项目建设、设备更新和补短板。",
        "县司法局要扛牢主责，拿出改进办法。",
    ],
)
def test_beside_stance_what_an_office_makes_or_keeps_is_a_measure(text: str) -> None:
    assert read_label(text, "stress") == "action"


@pytest.mark.parametrize(
    "text",
    [
        "但也要看到，部分单位落实力度逐级递减。",
        "在肯定成绩的同时，也要清醒地看到，基础还不牢固。",
        "今年以来，全县新开工项目26个。",
        "其中，由县水务局负责的第4件进展滞后。",
    ],
)
def test_what_one_must_see_and_what_has_been_tells_nobody_to_act(text: str) -> None:
    assert read_label(text, "point_out") == "assessment"


@pytest.mark.parametrize("unit", ["推动、", "把作为", "保民生", "的等", "打好战", "为贡献", "以为主题", "工程、"])
def test_weighing_hostile_repeats_costs_their_length(unit: str) -> None:
    few, many = (seconds(unit * count) for count in (2_000, 20_000))
    assert many < 40 * few + 0.05


def seconds(text: str) -> float:
    """The best of three."""
    best = 9.0
    for _ in range(3):
        start = perf_counter()
        label_text("要提高站位、" + text, "stress")
        best = min(best, perf_counter() - start)
    return best
