"""The signs by which lines and sentences of such texts are known: headings, topics, attendance, procedure, imprint and chrome of a site."""

from __future__ import annotations

import re

from jiyao.names import is_name, post_end, split_name
from jiyao.owners import listed
from jiyao.reading import Heading

HEADINGS: dict[str, Heading] = {
    "强调": "stress",
    "要求": "require",
    "指出": "point_out",
    "认为": "hold",
    "决定": "decide",
    "议定": "decide",
    "确定": "decide",
    "明确": "clarify",
}

_MEETING_HEADING = re.compile(
    r"(?:(?:在|就|对|围绕|针对|关于)[^。；：\n]{2,60}?，)?(?:会议|会上|(?:大家|与会人员|与会同志|与会者)(?=一致认为))(?:还|再次|最后|同时|进一步|特别|一致|着重|[就在][^，。；：\n]{1,60}?|研究|讨论|审议)?(?P<word>强调|要求|指出|认为|决定|议定|确定|明确)"
    r"(?!的|了(?!：)|事项|书|稿)(?:指出|强调|要求|如下)?(?:以下[^：\n]{0,12})?[，：]?"
)
_ELIDED_HEADING = re.compile(
    r"(?:并|还)?(?P<word>强调|要求|指出|认为|议定)(?:[，：]|(?<=强调)(?=要(?!求)|各(?!自)|全[省市县区州旗镇])|(?<=要求)(?=各(?!自)|全[省市县区州旗镇]|[省市县区州旗镇][\u4e00-\u9fff]{1,12}?[局委办厅镇府]|[有相]关|加[强快大]|进一步|强化|抓好|做好|切实))"
)
_MEETING_STARTS, _ELIDED_STARTS = frozenset("会与大在就对围针关"), frozenset("强要指认议并还")
"""What the two patterns above begin with."""
_SPEAKER_HEADING = re.compile(
    r"(?:(?:就|结合|围绕|针对|关于|谈到|在谈到)[^。；：\n]{2,40}，|在?(?:(?<=在)|(?=听取))[^，。；：\n]{2,40}后，|会上，|最后，|会议结束时，|最后由){0,2}(?P<speaker>[^，。；：！？\n《“]{1,40}?)"
    r"(?:(?:(?:在|进行了?|作了?|发表了?)[^，。；：\n要求]{0,4})?(?:讲话|总结|部署)(?:中|时)?[^，。；：\n要求强调指出]{0,4}，?)?(?:在(?:会上|会议上|讲话中|总结时|会议结束时))?(?:还|再次|最后|同时|进一步|特别|着重)?"
    r"(?P<word>强调|指出|要求|说|表示)(?:(?:指出|强调|要求)?(?:了?(?:以下|如下)?[一二两三四五六七八九十\d]{1,2}(?:点|个方面|项)(?:要求|意见)?)?[，：]|(?=要(?!求)|各(?!自)|全[省市县区州旗镇]|[有相]关|必须|干部|大家)|(?<=强调|指出|要求)$)"
)
_DEMANDS = re.compile(
    r"(?:会议的?最后，|会议?最后，|最后，|会上，)?(?:会议|[^，。；：\n《“]{2,40}?)(?:(?:就|对|围绕)[^，。；：\n]{2,40}(?:提出|强调|明确)|提出(?=[^，。；：\n]{2,12}(?:要求|意见)：))(?:了)?(?:以下|如下)?[几一二两三四五六七八九十\d]{1,2}(?:点|个|项|个?方面)?的?(?:具体|明确|工作)*(?:要求|意见)[，：]"
)
"""镇长某某就下一步工作提出三点要求，一是…: what is enumerated behind it is required."""
_SPEECH = re.compile(
    r"(?:最后，|会上，|随后，)?[^，。；：\n《“]{2,24}(?:[作做]|发表)(?:了)?(?:重要|总结)*(?:讲话|总结)(?:时)?：(?=[\u4e00-\u9fff])"
)
"""县长某某作重要讲话：要…"""
_NOT_SPEAKERS = re.compile(r"总书记|总理|中央|国务院|^第?[一二三四五六七八九十]{1,2}[是要]|按照|根据|贯彻|落实|会议")
_SAYS, _LONGEST_SPEAKER = re.compile("强调|指出|要求|说|表示|讲话：|总结："), 120
"""What the words of a speaker have in them, and the characters within which they do."""
HEADING_START = re.compile(r"会议(?:强调|要求|指出|认为|决定|议定|明确|传达|听取|审议|学习|研究)")
"""A paragraph that begins like this goes on with a meeting; it does not open one."""

TOPIC_MARK = re.compile(
    r"第?(?P<a>[一二三四五六七八九十\d]{1,3})(?:(?P<to>至|到|-|—)第?(?P<b>[一二三四五六七八九十\d]{1,3}))?(?:个|项)?议题"
)
"""第一至五议题"""
LIST_HEADING_STARTS = frozenset("主会本现研纪议")
"""What every heading of a list begins with."""

_ATTENDEES = re.compile(r"大家|与会人员|与会同志|会议|会上|[他她]")
LIST_HEADING = re.compile(
    r"(?:(?:会议|本次会议)?(?:主要)?(?:议题|议程)(?:如下|有|为|是|包括|共有?[一二三四五六七八九十\d]{1,3}项)?(?=：)|会议(?:研究|讨论|审议)*并?议定(?:了)?(?:如下|以下)事项|(?:会议)?(?:议题及)?(?:研究)?议定(?:如下)?事项(?:纪要)?(?:如下)?|会议议题及议定事项[^。\n]{0,10}|现将[^。\n]{0,40}纪要如下|(?:会议)?纪要如下|现纪要如下|会议(?:主要)?(?:内容|精神|事项)[^。\n]{0,10})[：。]?"
)

_VERBS = """传达学习贯彻 传达学习 传达贯彻 学习传达 学习贯彻 书面传达 专题学习 集体学习 集中学习 学习讨论 学习研讨 学习研究 部署推进 研究推进 传达 学习 审议通过 讨论通过 表决通过 审议 审定 审核 审阅
    听取审议 听取讨论 听取研究 听取 研究确定 研究推动 研究推进 讨论研究 研究讨论 研究审议 研究审定 研究通过 审查通过 讨论审议 研究部署 研究同意 研究 讨论 书面通报 通报 宣读 观看 通过 安排部署 部署 专题调度 调度 收看 分析研判 分析 研判 原则通过 原则同意 同意
    审议讨论 讨论审定 审议审定 审定通过 审核通过 传达部署 传达研究 研究分析 分析研究 讨论安排 研究安排 讨论决定 布置 总结回顾 回顾总结""".split()
_VERB = "(?:" + "|".join(sorted(_VERBS, key=len, reverse=True)) + ")"
AGENDA = re.compile(
    r"(?P<enumerator>第?[一二三四五六七八九十]{1,2}(?:是|、)|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、])?(?:在(?=(?:认真)?听取[^。；]{4,120}后，))?"
    r"(?:会议由[^，。；要]{2,30}主持(?:并讲话)?，|会议首先[^，。；要]{2,16}，)?(?:会议|会上|会前|本次会议|首先|与会(?:人员|同志|领导)|大家)?，?(?:[^，。；《]{2,14}(?=组织(?:集体|专题)?学习))?"
    rf"(?:还|又|再一次|进一步|迅速|立即|第一时间|及时|重点|着重|共同|一同|一起|再次|首先|随后|随即|专题|集中|书面|集体|分别|逐项|深入|认真|传阅|组织|一并|并|以[^，。；]{{2,30}}形式，?)*，?"
    rf"(?P<verb>{_VERB}(?:(?:、|并|和|及|与)(?:原则(?:上)?)?{_VERB})?)(?P<done>了|完(?![善成工]))?"
)
DISPOSED = re.compile(
    r"会议(?:还|并)?(?:就|对|围绕)[^，。；]{4,80}?(?:进行|作出|作)(?:了)?(?:再)?(?:专题|认真|深入|集体)*(?:研究|讨论|安排|部署)[^，。；]{0,6}(?:[。；]?$|，(?:并)?(?=研究|审议|听取|传达|讨论|通报))"
)
"""会议对防汛工作进行再部署。names its topic before the verb."""
_TASK_OF_MEETING = re.compile(
    r"(?:这次|本次|此次)?(?:全会|会议)的?主要(?:任务|议程|议题)是[：，]?(?=[^。；]{0,300}，(?:听取|审议|研究|安排部署|总结))"
)
"""本次会议的主要任务是：以…为指导，听取…，审议…"""
_SUBJECT = re.compile(r"会议|会上|会前|本次会议|首先|与会(?:人员|同志|领导)")
_OBJECT_END = re.compile(
    r"(?:情况|汇报|报告|方案|意见|办法|精神|事宜|事项|工作|问题|规划|计划|名单|人员|人选|请示|等文件|等议题|《[^》]+》|）)[。；]?$|等(?:有关|相关)?(?:事宜|事项|议题)，"
)
_MODAL = re.compile(r"，(?:各[^，]{1,10})?要(?!求|素|点|闻)|必须|务必|应当|严禁|不得")
_SAID = re.compile("，(?:会议)?(?:并)?(?:要求|强调|指出)")
"""Behind this a sentence that names its topic tells what was said of it, 要 and 严禁 included."""
_NO_TOPIC = re.compile(r"好|透|贯彻|领会|宣传|借鉴|先进|决定|议定|认为|要求|强调")

_ATTENDANCE = re.compile(
    r"(?=[主书人出列区县参州市干应成按旗省缺议请负镇领收])(?:(?:出席|列席|参加|缺席)(?:了)?(?:本次|此次|今天的|上述)?(?:会议|会(?=[。；，\n]|$))|应邀(?:出席|列席|参加)|(?:列席|出席|参会|请假)(?=[。；，（）\n]|$)|出席并(?:作|发表)?(?:重要)?讲话[。；]"
    r"|(?:负责人|负责同志|成员|领导|人员|干部)(?:等)?(?:一同|共同|分别)?参加(?=[。\n]|$)"
    r"|(?:领导|[省市县区州旗镇]长|书记|主任|主席)(?=[\u4e00-\u9fff·、，]{2,200}(?:参加|出席)(?:了)?(?:[^，。；、]{0,6}会)?(?:和[^，。；、]{2,4})?(?:[。；\n]|$))[^。；\n]{2,220}"
    r"|参加(?:集体)?学习(?=[。\n]|$)|收听收看(?=[。\n]|$)|按议题(?:分别)?列席|列席(?:相关|有关|各)?议题|议题时列席)"
)
"""A look at the first character turns most places away before the branches are tried."""
_ATTENDS = re.compile("席|参加|参会|请假|收听收看")
"""What every match of the pattern above and of the one below has in it."""
_LIST_OF_PRESENT = re.compile(
    r"(?:应邀)?(?:出席|参加|列席)(?:了)?(?:本次|此次)?会议的?(?:人员|同志|领导|单位)?(?:还)?(?:分别)?(?:有|是|为|包括)"
)
_TOLD_TO_ATTEND = re.compile(r"(?<![主重])要(?!素)|应当|必须|不得|确保|积极|总书记")
LABELLED = re.compile(
    r"(?:会议)?(?P<label>固定列席|按议题列席|列席|出席|参加|参会|与会|缺席|因事请假|请假|主持|记录|时间|地点|汇报|议题|议程)(?:会议)?(?:人员|单位|领导|人|同志|情况|名单)*："
)
_ISSUED_AT = re.compile(r"时间：.*(?:来源|浏览|阅读|字号|发布|点击|\d{4}[-/]\d{1,2}[-/]\d{1,2}\d{1,2}：\d\d)")

_PROCEDURE = re.compile(
    r"《[^。；]{2,80}》(?:已)?经[^。；]{2,40}(?:同意|通过|批准)，现(?:予以?|将其)?印发[^。；]{0,100}[。；]?$"
    r"|(?:(?:为|根据|按照)[^。；]{4,130}，|经[^，。；]{2,24}(?:同意|批准|审定)，)?现[将就][^。；]{2,80}(?:印发|下发|通知|转发)(?:给你们|如下)[^。；]{0,30}[。：；]?$"
    r"|(?:[^。；]{2,60}，)?现[将就][^。；]{2,80}(?:分解下达|下达给|交办给)[^。；]{0,20}[。；]?$"
    r"|(?!会议|会上|各|有关|相关)[^，。；《要]{2,30}(?:交流|研讨|讨论|对接|汇报)了[^。；]{2,40}[。；]?$"
    r"|会上，[^。；]{2,40}(?:阐述|介绍|说明|分析|总结|回顾|肯定)了(?![^。；]*(?:，要|必须|应当))[^。；]{2,120}[。；]?$"
    r"|[^。；]{2,120}，现(?:[将就][^。；]{2,40})?(?:通报如下|予以通报)[：。]?$"
    r"|[^。；]{2,60}，现[将就][^。；]{2,40}(?:交办|分解|明确|通报)如下[：。]?$"
    r"|会议还?(?:研究|讨论|审议|听取|部署)*(?:了)?[^。；\n]{0,12}其[他它](?:有关)?(?:事项|事宜|工作|议题|问题)"
    r"|(?:会议由)?[^，。；《]{2,60}主持(?:了)?(?:会议|会|本次会议|第?[一二三]次全体会议|全体会议)?(?:并(?:作|发表)?(?:重要|总结)?讲话)?[。；]?$"
    r"|[^，。；《]{2,50}(?<!工)[作做](?:了)?(?:交流|表态|汇报|典型|重点|书面|专题|大会|情况)*(?:发言|汇报|报告|说明|讲话|辅导)[。；]?$"
    r"|(?!会议|会上|各|有关|相关)[^，。；《要]{2,50}(?:通报|汇报|介绍|传达)了[^。；]{2,70}[。；]?$"
    r"|[^。；]{2,140}，现[将就][^。；]{2,60}如下(?:责任分工|分工|安排|意见)?[：。]?$|现(?:将|就)?[^。；，]{0,40}(?:通知|通报|督办|交办)如下[：。]?$"
    r"|[^，。；《要]{2,30}就[^，。；]{2,40}(?:进行了?|作了?)(?:交流|表态)?发言[。；]?$|会议(?:还|同时)*(?:套开|合并召开)[^。；]*[。；]?$"
    r"|(?:[^。；]{2,100}，)?[^，。；]{2,12}决定，?将[^。；]{2,80}(?:分解下达|印发给你们)[。；]?$"
    r"|会议(?:还)?(?:举行|组织|开展|邀请)(?:了)?[^。；]{0,60}(?:讲座|学法|授课|辅导|宣讲)[^。；]*[。；]?$"
    r"|会议由[^，。；要]{2,30}(?:传达|领学|通报|汇报|介绍)[^。；]*[。；]?$"
    r"|会上，[^，。；]{2,30}(?:进行了|作了|做了)[^，。；]{0,12}(?:部署|发言|讨论|交流|汇报|解读)[。；]?$"
    r"|[^，。；《]{2,30}(?:就|对)[^。；]{2,60}(?:进行|作)了[^，。；]{0,8}(?:说明|通报|汇报|介绍|解读)[^。；]*[。；]?$|[^，。；]{2,30}签订了[^。；]{2,30}[。；]?$"
    r"|会前[^，。；]{0,4}(?:开展|举行|组织)了[^。；]*[。；]?$|会[前后]，[^。；]{2,60}(?:主持)?召开了?[^。；]*会议[^。；]*[。；]?$"
    r"|[^，。；：《]{0,14}(?:长|书记|主任|主席|成员|委员|常委|专员)[\u4e00-\u9fff]{2,3}[还也]?(?:就|对)[^，。；]{2,40}(?:提出了?[^，。；]{0,6}(?:要求|意见)|(?:进行了?|作了)[^，。；]{0,6}(?:部署|安排|通报))[。；]?$"
    r"|与会[^。；]{0,8}(?:首先|先后|一同|实地)[^。；]{2,120}(?:察看|观摩|考察|参观)了[^。；]*[。；]?$|会上，[^，。；]{2,12}还[就对][^。；]{2,120}提出了[^，。；]{0,6}(?:要求|意见)[。；]?$"
    r"|与会[^。；]{2,90}(?:作了|进行了)[^，。；]{0,6}(?:汇报|发言|交流|讨论)[。；]?$"
    r"|会上，(?!听取|传达|学习|审议|研究|通报了|讨论了|审定|分析了|安排部署了|总结)(?=[^。；]*(?:通报|汇报|宣读|发言|介绍|部署|点评|解读|签订|观看|分析))(?![^。；]*(?:(?<!具体)要求|强调|指出|必须|应当|，要))[^。；]{4,200}[。；]?$"
    r"|[^，。；《要]{2,24}(?:结合|围绕)[^，。；]{2,40}，(?:分别|依次)?(?:汇报|交流)了[^。；要]{2,40}[。；]?$|(?:与会|中心组成员)[^，。；]{0,20}(?:认真|深入|充分|积极|围绕|就|对)[^。；《]{0,60}(?:讨论|发言|交流|建议|意见)[^。；]*[。；]?$|会[前后]，[^。；]{2,60}(?:观摩|考察|参观|观看|调研)了[^。；]*[。；]?$"
    r"|(?!会议|会上|各|有关|相关)[^，。；《要]{0,16}(?:首先|分别)?[就对][^。；]{2,100}进行了?(?:通报|调度|安排|部署|讲解|说明|点评|动员|总结|解读)(?:，[^。；要]{2,60}(?:通报|安排|部署|指出|分析)[^。；]*)?[。；]?$"
    r"|[^，。；《]{2,12}(?:逐一|一一)点评[^。；]*[。；]?$|会议(?:还)?[就对](?:上述|以上|这些)[^。；]{0,60}(?:研究|讨论|安排|部署)[^。；]*[。；]?$|会议(?:共?分为?|共有)[一二三四五六七八九十\d]{1,2}[项个][^。；：]*[。；]?$"
    r"|(?!会后)[^，。；]{2,16}还?(?:就|对)[^，。；]{2,40}提出了[^，。；]{0,6}(?:要求|意见)[。；]?$|(?!会后)[^，。；]{2,24}[还也](?:就|对)[^，。；]{2,40}提出了?[^，。；]{0,6}(?:要求|意见)[。；]?$"
)
_PROCEDURE_STARTS = ("会", "现", "与会", "中心组成员")
_TELLS_PROCEDURE = re.compile(
    "主持|作(?<!工作)(?:了|交|表|汇|典|重|书|专|大|情|发|报|说|讲|辅)|做(?<!工做)(?:了|交|表|汇|典|重|书|专|大|情|发|报|说|讲|辅)"
    "|下达|了(?<=[报绍达摩察观看研出订作接流讨论]了)|点评|进行|提出|，现|套开|决定"
)
"""What every sentence that the pattern above matches begins with or has in it."""
FOOT = re.compile(
    r"（?(?:记录|来源|稿源|文章来源|信息来源|消息来源|供稿|供稿单位|撰稿|撰稿人|文字|图片|摄影|审核|审核人|责任编辑|责编|编辑|编审|校对|签发|记者|通讯员|作者|终审|初审|复审|监制|总监制)[：/]"
    r"|（(?:[^（）]{0,8}记者|通讯员)[^（）]{0,30}）?$"
    r"|(?:抄送|发送|分送|主送|报送|抄报|印发|发|送|报)：|附件[：\d]|主题词|版权所有|文章不错|点个?赞|扫一扫|打印本页|打印|关闭窗口|关闭|上一[篇条]|下一[篇条]|相关(?:链接|阅读|文章|新闻|稿件)"
    r"|网站(?:地图|标识)|备案号|主办(?:单位)?：|承办(?:单位)?：|联系我们|您?(?:现在|当前)?(?:的)?位置|浏览(?:量|次数)?：|阅读(?:量|次数)?：|点击(?:量|数|次数)?：|评论|分享(?:到|至)|收藏|〔?字体|字号|还没有评论|声明："
    r"|（[^（）：]{2,14}供稿）$|（[^（）]{2,24}(?:撰稿|供稿|审核)：[^（）]{2,30}）|展开(?:详细|全文)|查看(?:全文|更多|隐藏内容)|供稿[^。：]{1,10}：|□|\d{4}-\d{1,2}-\d{1,2}(?:\d{1,2}：\d\d)?(?:：\d\d)?$"
    r"|(?:\d{4}|[二〇零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$|联系(?:人|电话|方式)：|图为|原标题：|序号[^，。；：\n]{2,40}$|微信(?:扫|公众号)|[〔（]*(?:打印|关闭|返回)"
    r"|欢迎(?:进入|访问|您)|(?:会议|政策|文件|相关)解读|政策原文|原文链接|解读链接|(?:列席|出席|参会)情况$|会议(?:议题|内容|议程)$|议题解读$|延伸阅读|(?:热点|相关)?推荐$|智能推荐|新闻热点"
)
_FOOT_WITHIN = re.compile(
    r"[\u4e00-\u9fff]{2,16}人民政府(?:办公[室厅])?$|[^，。：]{2,14}供[稿图]$|[^。\n]{2,30}(?:办公室|办公厅|督查室)(?:秘书[一二三]?科)?\d{4}年\d{1,2}月\d{1,2}日印发|[^，。]{0,16}公网安备|[^。]{0,12}(?:未经授权|转载请)"
)
_FOOT_STARTS = frozenset(
    "记来稿文信消供撰图摄审责编校签通作终初复监总序（抄发分主送报印附版点扫打关上下相网备承联您现当位浏阅评收【字还声展查□原微〔返欢延热推智新的政议列解会参出零〇一二三四五六七八九"
)
"""What every line that ``FOOT`` matches begins with, where no digit does."""
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
"""What every line that says something has in it."""

_BARE_NUMBER = re.compile("[一二三四五六七八九十]{1,2}")
_SIGNED = re.compile(r"（[^（）：]{2,16}）[。]?$")
_NOT_SIGNED = re.compile(r"牵头|负责|配合|责任|完成|时限|扩大|稿|试行")


_LONGEST_LIST, _BEHIND_LIST = 1500, 24
"""A list of those present, and what may stand behind its cue (…列席会议，提出意见), are no longer."""


def heading(text: str, start: int, end: int) -> tuple[Heading | None, int] | None:
    """The heading that opens a sentence (会议强调，, 县长某某指出，) and the position behind it; 某某说， is a speaker without a heading."""
    first, match = text[start : start + 1], None
    if first in _MEETING_STARTS:
        match = _MEETING_HEADING.match(text, start, end)
    elif first in _ELIDED_STARTS:
        match = _ELIDED_HEADING.match(text, start, end)
    if match is None:
        if _SAYS.search(text, start, min(end, start + _LONGEST_SPEAKER)) is None:
            return None
        if demands := _DEMANDS.match(text, start, end):
            return "require", demands.end()
        if speech := _SPEECH.match(text, start, end):
            return None, speech.end()
        match = _SPEAKER_HEADING.match(text, start, end)
        if match is None or not _is_speaker(match["speaker"]):
            return None
    return HEADINGS.get(match["word"]), match.end()


_ADDRESSEES = re.compile(r"[^，。；：\n]{2,40}：")


def behind_addressees(text: str, at: int, end: int) -> int:
    """The position behind those whom what is enumerated is said to (县长要求各部门、各乡镇：一是…); ``at`` where none are named."""
    told = _ADDRESSEES.match(text, at, end)
    return told.end() if told and listed(text, at, told.end() - 1) else at


def _is_speaker(words: str) -> bool:
    """Whether words name someone who speaks: a name, a post, or those present."""
    if _NOT_SPEAKERS.search(words):
        return False
    last = words.rsplit("、", 1)[-1].removesuffix("同志")
    return (
        _ATTENDEES.fullmatch(last) is not None
        or is_name(last)
        or split_name(last) is not None
        or (len(last) <= 12 and post_end().search(last) is not None)
    )


def is_labelled(text: str, start: int, end: int) -> bool:
    """Whether a line is 出席：… or the like; 时间： of a site's head is none."""
    return LABELLED.match(text, start, end) is not None and _ISSUED_AT.match(text, start, end) is None


def is_foot(text: str) -> bool:
    """Whether a line is imprint, source or a site's chrome, or says nothing."""
    return is_imprint(text) or (not says(text, 0, len(text)) and _BARE_NUMBER.fullmatch(text) is None)


def is_imprint(text: str) -> bool:
    """Whether a line or sentence is imprint, source or a site's chrome."""
    first = text[:1]
    if (first in _FOOT_STARTS or first.isdecimal()) and FOOT.match(text) is not None:
        return True
    if _tells_foot(text) and _FOOT_WITHIN.match(text) is not None:
        return True
    return first == "（" and _SIGNED.match(text) is not None and _NOT_SIGNED.search(text) is None


def _tells_foot(text: str) -> bool:
    """Whether a line has in it what every match of ``_FOOT_WITHIN`` has; looking for each is quicker than one pattern for all."""
    return (
        "人民政府" in text
        or "供" in text
        or "日印发" in text
        or "公网安备" in text
        or "未经授权" in text
        or "转载请" in text
    )


def says(text: str, start: int, end: int) -> bool:
    """Whether a stretch has words in it: marks, numbers and the name of a picture say nothing."""
    return _WORDS.search(text, start, end) is not None


def is_procedure(text: str) -> bool:
    """Whether a sentence only reports how the meeting went."""
    return len(text) < 160 and (
        (text.startswith(_PROCEDURE_STARTS) or _TELLS_PROCEDURE.search(text) is not None)
        and _PROCEDURE.match(text) is not None
    )


def reports(text: str, *, announces: bool) -> bool:
    """Whether words report the meeting before what was said there; ``announces``: what was said stands behind them, in a list."""
    if announces and "了" in text and "，要" not in text:
        return True
    return is_agenda(text) or is_attendance(text) or is_procedure(text)


def may_be_attendance(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a word in it that every sentence about those present has."""
    return _ATTENDS.search(text, start, end) is not None


def is_attendance(text: str) -> bool:
    """Whether a sentence says who was there; an instruction to attend (要…参加) and a report of another meeting are none."""
    if len(text) > _LONGEST_LIST or _ATTENDS.search(text) is None:
        return False
    if _LIST_OF_PRESENT.match(text):
        return True
    match = None
    for match in _ATTENDANCE.finditer(text):  # noqa: B007  the last one counts
        pass
    if match is None or len(text) - match.end() > _BEHIND_LIST:
        return False
    return _TOLD_TO_ATTEND.search(text, 0, match.start()) is None


_ANNOUNCED = re.compile(
    r"，(?:(?:会议)?(?:研究)?(?:并|经研究，?)?(?P<word>议定|决定|确定|明确|要求|强调)(?:了)?(?:如下|以下)(?:事项|意见|决定|要求|工作)?"
    r"|(?:最后|随后)?，?(?:由)?[^，。；：]{2,14}?(?:总结|讲话|总结讲话)(?P<said>强调|要求|指出))：$"
)


def announced(text: str, start: int, end: int) -> tuple[Heading, int] | None:
    """The heading that a sentence ends with (听取了…汇报，并议定如下事项：) and where it begins."""
    if text[end - 1] != "：":
        return None
    match = _ANNOUNCED.search(text, max(start, end - 28), end)
    return (HEADINGS[match["word"] or match["said"]], match.start()) if match else None


_TURNS = re.compile("(?:强调|要求|指出)[，：各全有相要省市县区州旗镇]")
"""What every match of the pattern below has in it."""
_TURN = re.compile(
    r"，(?P<rest>(?:会议|会上)?(?:还|并)?(?:强调|要求|指出)(?:[，：]|(?<=强调)(?=要(?!求))|(?=各(?!自)|全[省市县区州旗]|[有相]关)|(?<=要求)(?=[省市县区州旗镇][\u4e00-\u9fff]{1,12}?[局委办厅镇府])))|(?:讲话|出席会议)(?:时)?(?:并)?(?P<said>(?:强调|指出|要求)，)|(?<=[汇情精报])[报况神告](?:时|后)?(?P<told>(?:强调|指出|要求)，)"
)


_CAME = re.compile("(?:主持(?:了)?(?:会议|会)?|讲话|(?:出席|参加)(?:了)?会议)$")
"""县长某某主持会议，要求各乡镇…: behind who was there it is what was said."""


def turn(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a sentence that reports the meeting goes on with what was said (会议听取了…汇报，会议强调，…): the end of the one, the start of the other."""
    match = _TURN.search(text, start, end)
    if match is None:
        return None
    goes_on = match["rest"] and not match["rest"].startswith(("会", "强调", "指出")) and match["rest"][-1] not in "，："
    if goes_on and not _CAME.search(text, max(start, match.start() - 12), match.start()):
        return None  # 传达…会议精神，要求各部门…: one sentence that names its topic and instructs
    return match.start(match.lastgroup or "") - (match.lastgroup == "rest"), match.start(match.lastgroup or "")


def may_turn(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a word in it without which no sentence turns to what was said."""
    return _TURNS.search(text, start, end) is not None


def is_duty_line(text: str) -> bool:
    """Whether a line only says who does the matter of the line before it, or by when (牵头单位：…)."""
    if _DUTY_LINE.match(text):
        return True
    inside = text.rstrip("。；")[1:-1]
    bracketed = text.startswith("（") and _BRACKETED.match(text) is not None and not is_foot(text)
    return bracketed and len(listed(inside, 0, len(inside))) > 0


def gives_duty(text: str, start: int, end: int) -> bool:
    """Whether a stretch opens with a label of duty (责任单位：…)."""
    return text[start] in _DUTY_STARTS and _DUTY_LABEL.match(text, start, end) is not None


_DUTY_STARTS = frozenset("牵主责承落配协参完办整")
_DUTY_LABEL = re.compile(
    r"(?:牵头|主办|主责|责任|承办|落实|配合|协办|参与)(?:单位|部门|领导|人)：|(?:完成|办理|办结|整改)(?:时限|期限|时间)："
)
_BRACKETED = re.compile(r"（[^（）。；：\n]{3,120}）[。；]?$")
_DUTY_LINE = re.compile(
    r"（(?=[^）\n]{4,120}(?:牵头|负责|配合))[^）\n。；]{4,120}）[。；]?$|[（〔]?(?:牵头|主办|主责|责任|承办|落实|配合|协办|参与|协助|分管|包联|挂钩|督办)(?:市|县|区)?(?:单位|部门|领导|人|科室|主体)(?:及[^：\n]{2,6})?：|[（〔]?(?:完成|办理|办结|整改|反馈|工作)?(?:时限|期限|时间节点|完成时间)："
)


def is_agenda(text: str) -> bool:
    """Whether a sentence reports what was on the table."""
    match = AGENDA.match(text)
    if DISPOSED.match(text) or _TASK_OF_MEETING.match(text):
        return True
    if match is None or not text[match.end() :].strip("。；，"):
        return False
    subject = _SUBJECT.match(text, match.end("enumerator") if match["enumerator"] else 0)
    if subject is None:
        if (
            match["enumerator"] is not None
            or not (match["done"] or _OBJECT_END.search(text))
            or match["verb"] == "同意"
        ):
            return False
        if not match["done"] and _NO_TOPIC.match(text, match.end()):
            return False
    said = _SAID.search(text)
    return _MODAL.search(text, 0, said.start() if said else len(text)) is None


def goes_on_with_topics(text: str) -> bool:
    """Whether a clause behind 听取了…汇报； is one more object of the same verb."""
    return _OBJECT_END.search(text) is not None and len(text) < 120 and re.search(r"要|必须|应|确保", text) is None


_ENUMERATED = re.compile(r"第?[一二三四五六七八九十]{1,2}(?:是|、)|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、]")


def enumerates_topic(text: str) -> bool:
    """Whether a clause is one of a list of topics (一是传达…；二是审议…)."""
    listed = _ENUMERATED.match(text)
    if listed is None or text.startswith(("原则", "同意", "通过"), listed.end()):
        return False
    return AGENDA.match(text, listed.end()) is not None and is_agenda(text[listed.end() :])
