"""The sources that one sentence names, and those that it only seems to name."""

import pytest

from extractor.fold import fold
from extractor.rules import Rules
from extractor.sources import SourceMention, find_sources


def sources(text: str) -> tuple[SourceMention, ...]:
    return find_sources(fold(text), Rules.bundled().context)


NAMED = [
    # The office is left out, the department is not.
    ("省版权局二级巡视员冷秋波介绍，去年登记量增长。", "省版权局", "冷秋波"),
    ("国家统计局人口和就业统计司司长张毅表示，就业稳定。", "国家统计局人口和就业统计司", "张毅"),
    ("财政部部长刘昆接受本台记者采访表示，规模将超过1.3万亿元。", "财政部", "刘昆"),
    ("海河证券公司首席宏观经济学家郑后成对记者表示，顺差为3594亿美元。", "海河证券公司", "郑后成"),
    ("某研究院研究员、博士生导师李明说，产量增长5%。", "", "李明"),
    ("中国工程院院士钟南山认为，病例会减少。", "中国工程院", "钟南山"),
    ("全国政协委员、华新集团董事长兼总经理周海江表示，研发投入增长8%。", "华新集团", "周海江"),
    ("临江县县委副书记、县长王宏伟介绍，财政收入5亿元。", "临江县县委", "王宏伟"),
    ("农业银行党委书记、行长李建新近日在接受采访时表示，不良率降至1.2%。", "农业银行", "李建新"),
    ("财政厅长赵明远介绍，支出增长6%。", "财政厅", "赵明远"),
    ("市公安局食药环侦支队支队长  武小川：", "市公安局食药环侦支队", "武小川"),
    ("云湖市市场监管局会同市公安局召开通气会，通报战果。", "云湖市市场监管局", ""),
    ("云湖市市场监管局会同市公安局、市中级法院召开新闻通气会，通报战果。", "云湖市市场监管局", ""),
    ("东港海关副关长叶秋明介绍，监管班列612列。", "东港海关", "叶秋明"),
    ("省市场监管局执法稽查处处长秦山岳介绍，立案1846件。", "省市场监管局执法稽查处", "秦山岳"),
    ("益民汽车研究副总监叶盛告诉记者，库存达30万辆。", "益民汽车研究", "叶盛"),
    ("参与救援的消防救援支队支队长马立国说，已转移300人。", "消防救援支队", "马立国"),
    # Names that no dictionary has.
    ("国际货币基金组织总裁克里斯蒂娜·拉加德日前表示，增速为3%。", "国际货币基金组织", "克里斯蒂娜·拉加德"),
    ("特斯拉首席执行官马斯克说，交付50万辆。", "特斯拉", "马斯克"),
    ("自治区文旅厅副厅长艾力更·依明巴海介绍，接待游客500万人次。", "自治区文旅厅", "艾力更·依明巴海"),
    ("市第一医院呼吸科主任欧阳自强介绍，门诊量增长两成。", "市第一医院呼吸科", "欧阳自强"),
    ("市交警支队民警王某某介绍，查处酒驾20起。", "市交警支队", "王某某"),
    ("游客李女士告诉记者，门票便宜了50元。", "", "李女士"),
    # Bodies that speak, publish or are asked.
    ("国家外汇管理局指出，储备规模上升。", "国家外汇管理局", ""),
    ("交通运输部有关负责人在发布会上表示，投资达3150亿元。", "交通运输部", ""),
    ("记者26日从中国铁路北山局集团有限公司获悉，全长18.9千米。", "中国铁路北山局集团有限公司", ""),
    ("江岭省财政厅26日消息，下达资金2.8亿元。", "江岭省财政厅", ""),
    ("海关总署今天（5月9日）公布，进出口增长5.7%。", "海关总署", ""),
    ("国家外汇管理局统计数据显示，规模为31930亿美元。", "国家外汇管理局", ""),
    ("来自财政部、国家税务总局的数据显示，减税426亿元。", "财政部；国家税务总局", ""),
    ("据世界黄金协会调查显示，71%的央行会增持。", "世界黄金协会", ""),
    ("根据乘联会快报显示，6月销量增长18%。", "乘联会", ""),
    ("据施工方中铁隧道局介绍，该隧道长7公里。", "中铁隧道局", ""),
    ("乘用车市场信息联席会（以下简称“乘联会”）公布的数据显示，销量664万辆。", "乘用车市场信息联席会", ""),
    ("国家数据局发布的《发展报告》显示，规模达2万亿元。", "国家数据局", ""),
    ("近日，工信部、商务部印发《行动计划》，提出建成100个基地。", "工信部；商务部", ""),
    ("据《日本经济新闻》报道，销量下降8%。", "日本经济新闻", ""),
    ("公安部专项行动负责人表示，抓获430人。", "公安部", ""),
    # What stands before the name is not part of it.
    ("但是，乘联会秘书长饶达认为，7月会更低。", "乘联会", "饶达"),
    ("中新网南州7月26日电(袁小晶)江岭省财政厅透露，已拨付1亿元。", "江岭省财政厅", ""),
    ("本报讯（记者 杨召）国家信息中心发布的报告显示，下降72.1%。", "国家信息中心", ""),
    ("日前财政部公布，收入增长6%。", "财政部", ""),
    # No comma between the verb and what is published; a figure or a survey that shows.
    ("今天，省民政厅公布前三季度全省新增养老床位1.2万张。", "省民政厅", ""),
    ("市统计局的数字显示，增加值增长5%。", "市统计局", ""),
    ("省财政厅公布今年一季度全省收入600亿元，增长3%。", "省财政厅", ""),
    ("根据国际能源研究机构预测，今年英国预计用电下降2%。", "国际能源研究机构", ""),
    ("贸发会议表示，外资流入下降三成。", "贸发会议", ""),
    ("民政部、财政部、卫生健康委三部门印发通知，补助提高5%。", "民政部；财政部；卫生健康委", ""),
    ("市农业局农艺师殷山田掰着指头算账，亩产提高3%。", "市农业局", "殷山田"),
    ("国家统计局城市司首席统计师董秋丽解读称，价格上涨0.2%。", "国家统计局城市司", "董秋丽"),
    ("据省统计局初步核算，增长5%。", "省统计局", ""),
    ("经市文化和旅游局测算，接待游客300万人次。", "市文化和旅游局", ""),
    ("来自国家能源局的数据，装机增长5%。", "国家能源局", ""),
    ("省能源局核算，装机增长5%。", "省能源局", ""),
    ("“价格下降5%。”省农业厅市场处处长李秋青说。", "省农业厅市场处", "李秋青"),
    ("韩国灾难对策本部通报，死亡3人。", "韩国灾难对策本部", ""),
    ("北国国防军发表声明称，打击300个目标。", "北国国防军", ""),
    ("最高人民法院再审认为，罚金30万元。", "最高人民法院", ""),
    ("国家药品评价与研究中心主任王秋实表示，批准3种疫苗。", "国家药品评价与研究中心", "王秋实"),
    ("民政部统计，全省社工突破5万人。", "民政部", ""),
    ("长河水文局预报，水位将达45米。", "长河水文局", ""),
    ("市长赵德明作政府工作报告。", "", "赵德明"),
    ("市统计局局长赵德明作了情况说明。", "市统计局", "赵德明"),
    ("东海汽车集团15号发表声明，将召回85万辆。", "东海汽车集团", ""),
    ("省农业厅今天发布的小麦机收进度显示，收获过半。", "省农业厅", ""),
    ("养殖户老武告诉记者，收入增加2000元。", "", "老武"),
    ("联邦铁路公司当天发表声明说，停运列车300列。", "联邦铁路公司", ""),
    ("世界央行联盟决定，利率保持在2%。", "世界央行联盟", ""),
]


@pytest.mark.parametrize(("text", "agency", "speaker"), NAMED, ids=[text[:24] for text, _, _ in NAMED])
def test_source_named(text: str, agency: str, speaker: str) -> None:
    named = [source for source in sources(text) if source.kind == "source"]
    assert ["；".join(filter(None, source.agencies)) for source in named] == [agency]
    assert ["；".join(source.speakers) for source in named] == [speaker]


SUBJECTS = [
    ("通海汽车称，上半年销售127万辆。", "通海汽车"),
    ("协鑫集成发布2023年第三季度报告显示，营收94亿元。", "协鑫集成"),
    ("华为表示，研发投入1615亿元。", "华为"),
    ("特斯拉当天发表声明说，召回300辆。", "特斯拉"),
    ("此外，欧佩克决定，减产200万桶。", "欧佩克"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS, ids=[subject for _, subject in SUBJECTS])
def test_subject_that_only_the_text_can_tell(text: str, subject: str) -> None:
    assert [source.subject for source in sources(text)] == [subject]


OTHER_KINDS = [
    ("他说，今年收成好。", "again"),
    ("该负责人向记者表示，已全线达产。", "again"),
    ("《报告》显示，交易额下降。", "paper"),
    ("白皮书指出，制度不断健全。", "paper"),
    ("数据显示，6月失业率为5.7%。", "data"),
    ("据不完全统计，总量4.9万台。", "data"),
    ("业内人士认为，市场已经见底。", "unnamed"),
    ("记者从新闻发布会上获悉，专利19.4万件。", "unnamed"),
    ("会议指出，要稳定就业。", "unnamed"),
    ("据当地媒体报道，已有4人受伤。", "unnamed"),
    ("德国科学家说，病毒有15处突变。", "unnamed"),
    ("当地警方说，5人受伤。", "unnamed"),
    ("记者从全国高校就业工作视频会获悉，毕业生909万人。", "unnamed"),
    ("调查结果显示，三成水井超标。", "data"),
    ("研究显示，发病率为3%。", "data"),
    ("增值税发票数据显示，企业收入增长6%。", "data"),
    ("值得注意的是，增幅创新高。", "reporter"),
    ("典型案例显示，刷单诈骗最多。", "reporter"),
    ("【河湾日报记者】今年雨水多不多？", "reporter"),
    ("财联社记者注意到，储备达6795万盎司。", "reporter"),
    ("日系车企的销量也证实了这一观点。", "reporter"),
]


@pytest.mark.parametrize(("text", "kind"), OTHER_KINDS, ids=[text[:16] for text, _ in OTHER_KINDS])
def test_kind_of_mention(text: str, kind: str) -> None:
    assert [source.kind for source in sources(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "据介绍，全市结案3万件。",
        "据了解，设计时速350公里。",
        "国家主席2日在杭州会见新加坡总理李显龙。",
        "李克强对获奖的外国专家表示祝贺。",
        "公司新产品发布后销量大增。",
        "这说明经济向好，名称也改了。",
        "本地特产被称为“软黄金”。",
        "央视网消息：今天多地下雪。",
        "新京报记者 陈琳",
        "编辑 刘梦 校对 吴兴",
        "今年的收成好，粮食增产5%。",
        "省气象台今晨发布暴雨红色预警。",
        "法国预计今年经济增长1%。",
        "民航旅客发送量今天预计为188万人次。",
        "根据市政府决定，补贴提高5%。",
        "河湾市组织3万名干部下乡，分析致贫原因。",
    ],
)
def test_no_source(text: str) -> None:
    assert sources(text) == ()


def test_several_officials_speak_together() -> None:
    [source] = sources("联合国秘书长古特雷斯、德国总理默克尔等均表示，希望保持克制。")
    assert (source.agencies, source.speakers) == (("联合国", "德国"), ("古特雷斯", "默克尔"))


def test_document_is_kept_with_its_issuer() -> None:
    [source] = sources("国家信息中心日前发布的《中国共享住宿发展报告》显示，下降72.1%。")
    assert (source.agencies, source.document) == (("国家信息中心",), "中国共享住宿发展报告")


def test_two_sources_keep_their_places() -> None:
    text = fold("海关总署数据显示，出口增长5%；商务部则表示，进口增长3%。")
    first, second = find_sources(text, Rules.bundled().context)
    assert text[first.start : first.end] == "海关总署数据显示"
    assert text[second.start : second.end] == "商务部则表示"


def test_doubtful_name_needs_to_be_known() -> None:
    text = "王国军说,设计已经完成。"
    rules = Rules.bundled().context
    assert [one.speakers for one in find_sources(text, rules, knows={"王国军"}.__contains__)] == [("王国军",)]
    assert [one.speakers for one in find_sources(text, rules)] != [("王国军",)]


def test_rules_of_other_kinds_are_passed_over() -> None:
    rules = Rules.bundled()
    text = fold("市统计局局长李晓明介绍，结案3万件。")
    assert find_sources(text, rules.mentions) == ()
    assert find_sources(text, (*rules.mentions, *rules.context)) == find_sources(text, rules.context)
