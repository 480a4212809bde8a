"""What two wordings of one sentence mean: the same, or something else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from newsbot.dedupe.sentences import Sentence, Text, figure_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UP = _words("""
    涨 升 增 买 盈 扩 高 上 加 强 通过 批准 同意 赞成 支持 看多 放 流入 投放
    rose rises rise rising up gained gains gain higher increase increased increases raised raises raise lifts lifted
    hikes hiked profit above climbed climbs jumped jumps surged surges advanced advances rallied rally buy buys bought
    upgrade upgraded upgrades beat beats strong stronger overweight outperform bullish approve approved approves backed
    backs adopted adopts passed passes accepted accepts upheld cleared won wins inflow inflows added adds injection
    injects injected surplus expanded expands widened faster more most best positive
""")
_DOWN = _words("""
    跌 降 减 卖 亏 缩 低 下 弱 否决 驳回 反对 否 拒 看空 收 流出 回笼
    fell falls fall falling down lost loses lower decrease decreased decreases cut cuts lowered lowers loss below
    slid slides tumbled tumbles dropped drops drop declined declines slipped slips sank plunged retreated slumped sell
    sells sold downgrade downgraded downgrades missed misses weak weaker underweight underperform bearish reject
    rejected rejects opposed opposes vetoed blocked dismissed overturned denied refused outflow outflows lose drained
    drains withdrawal withdrew deficit shrank shrinks narrowed slower less fewer least worst negative
""")
"""Words that say one direction or the other; of two texts from one template they may be all that differs."""
_STEADY = _words("""
    维持 保持 不变 持平 暂停 中性 持有 hold holds held keep keeps kept maintain maintains maintained unchanged flat
    neutral pause pauses paused
""")
_NOT = _words("""
    不 未 没 无 非 否 没有 并未 并不 尚未 否认 not no never without neither nor cannot fails failed denied denies deny
    dismissed dismisses
""")
"""Words that make a sentence say the contrary."""
_COMMON = _words("""
    表示 称 说 指出 认为 介绍 透露 获悉 了解到 了解 坦言 强调 披露 公布 发布 宣布 公告 告诉 对 表明 显示 提到
    谈到 补充 谈及
    目前 当前 现在 此前 早前 之前 先前 近日 日前 今日 今天 当日 昨日 昨天 随后 之后 同时 与此同时 此外 另外 不过
    但 但是 然而 因此 所以 因为
    由于 如果 若 即 并 并且 而且 以及 和 与 及 或 的 地 得 了 将 会 已 已经 可 可以 能 能够 应 应该
    需 需要 进行 开展 实现 完成 取得 获得
    超 超过 逾 达 达到 约 大约 左右 近 接近 仍 依然 仍然 其 该 本 这 那 为 是 在 于 至 到 从 自 向 由 被
    使 令 让 增长 上涨 上升 增加 提高
    下降 下跌 下滑 减少 降低 涨 升 跌 降 业内人士 行业人士 分析人士 市场人士 建议 呼吁 帮助 助力 推动
    促进 提升 加快 持续 继续 非常 十分
    said says stated states told noted added remarked announced reported according citing in on at for of to by the a an
    is are was were has have had will would may might could can also and but however still now currently
    about around roughly approximately nearly almost more over rose rises increased increases climbed gained advanced
    grew up fell falls declined declines dropped decreased slipped shrank down
    expect expects expected forecast forecasts predict predicts predicted anticipate anticipates anticipated
    analysts observers experts economists traders
""")
"""Words that an editor exchanges for each other throughout a text, and that are no name and no term of it."""
_OPENERS = _words("""
    a an the this that these those he she it they we you i his her its their our who what when where why how if in on
    at by for from of to with without within under over after before since until during between among through while as
    and but or so yet still even though although because however meanwhile moreover furthermore also besides
    nevertheless nonetheless instead otherwise therefore thus then now today yesterday tonight earlier later last next
    recently separately additionally overall elsewhere overseas abroad several many some most few both each all another
    other such no not there here analysts observers economists experts traders investors officials executives managers
    sources people shares stocks data figures results sales revenue profit prices company companies firm management
    industry government market markets critics lawmakers consumers residents workers mr mrs ms dr sir chief
    head chairman president director
""")
"""What may begin an English sentence with a capital, or stand before a name, and is no name itself."""
_COMPANY = tuple(
    _words("""
    公司 集团 股份 控股 银行 证券 保险 基金 信托 科技 电子 光电 电气 电力 通信 通讯 软件 网络 信息 传媒 文化 医药
    生物 药业 制药 医疗 能源 环保 化工 化学 材料 重工 机械 精密 汽车 钢铁 矿业 石油 煤业 水泥 建设 地产 置业 物流
    航空 港口 食品 乳业 酒业 农业 纺织 服饰
""")
)
"""Endings of the names of Chinese companies."""
_MISSPELT = 0.8
"""Resemblance of two spellings of a name, one of them wrong."""


def contradicts(one: Sentence, other: Sentence, here: frozenset[str], there: frozenset[str], leads: bool) -> bool:
    """Whether figures, names, directions or a "not" of one sentence stand where the other has different ones.

    Args:
        here: the words of the text of the first sentence.
        there: the words of the text of the other.
        leads: whether one of them says what its text is about.
    """
    if one.key.startswith(other.key) or other.key.startswith(one.key):
        return False
    lost, gained = one.figures - other.figures, other.figures - one.figures
    if not {kind for kind, _ in lost}.isdisjoint(kind for kind, _ in gained):
        return True
    for first, second, at_start in _changes(one, other):
        if _go_apart(first, second) or _negates(first, second):
            return True
        if at_start and not leads:
            # Sentences begin with capitals: a word that has one elsewhere too is a name.
            first, second = (_without_opener(side, here, there) for side in (first, second))
        if _is_name(first, at_start) and _is_name(second, at_start) and _is_another(first, second, here, there):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words that stand where the other sentence has others, with the characters beside them."""

    words: tuple[str, str]
    before: str
    after: str
    ending: str
    """Two characters behind them: 宏远(股份), of which the names of two companies may have the same."""

    @property
    def is_term(self) -> bool:
        """Whether both sides are words of some weight, not a character mended or an ending: 周某 is somebody."""
        return self.after == "某" or all(
            len("".join(side.split())) >= (4 if side.isascii() else 2) for side in self.words
        )

    @property
    def is_opener(self) -> bool:
        """Whether they begin their sentences and one is a word that many do."""
        return not self.before and any(side.casefold() in _OPENERS for side in self.words)

    @property
    def is_company(self) -> bool:
        """Whether a side ends as Chinese companies' names do."""
        endings = ("", self.after, self.ending)
        return any("".join((*side.split(), end)).endswith(_COMPANY) for side in self.words for end in endings)


def exchanges(one: Sentence, other: Sentence) -> Iterable[Exchange]:
    """What stands in one sentence where the other has something else.

    What a newsroom exchanges anyway is left out.
    """
    for kind, a, b, c, d in _opcodes(one, other):
        first, second = " ".join(one.tokens[a:b]), " ".join(other.tokens[c:d])
        if kind != "replace" or (_is_common(first) and _is_common(second)) or _is_respelt(first, second):
            continue
        # Figures are compared as figures; a day may be "yesterday" elsewhere.
        if not any(_is_date_or_digits(word) for word in f"{first} {second}".casefold().split()):
            behind = one.tokens[b : b + 2]
            yield Exchange((first, second), "".join(one.tokens[:a][-1:]), "".join(behind[:1]), "".join(behind))


def changed_words(one: Sentence, other: Sentence) -> frozenset[tuple[str, str]]:
    """What stands in one sentence for what, maybe for nothing, in the other; what a newsroom exchanges is left out."""
    return frozenset(
        (first.casefold(), second.casefold())
        for first, second, _ in _changes(one, other)
        if not (all(_is_common(side) or not side for side in (first, second)) or _is_respelt(first, second))
        and not any(map(_is_date_or_digits, f"{first} {second}".casefold().split()))
    )


def is_other_throughout(found: Sequence[Exchange], here: Text, there: Text) -> bool:
    """Whether neither text ever has the words of the other, as where one company stands for another."""
    first, second = found[0].words
    if first.isascii() and second.isascii():
        return not (here.words.issuperset(second.split()) or there.words.issuperset(first.split()))
    # A part of a name that differs stands between the same characters each time: 安(和)保险.
    before, after = ({getattr(one, side) for one in found} for side in ("before", "after"))
    left, right = (edge.pop() if len(edge) == 1 else "" for edge in (before, after))
    mine, theirs = ("".join((left, *words.split(), right)).casefold() for words in (first, second))
    return mine not in there.key and theirs not in here.key


def _changes(one: Sentence, other: Sentence) -> Iterable[tuple[str, str, bool]]:
    """What differs: the words of either, one of them may have none, and whether they begin their sentences."""
    for kind, a, b, c, d in _opcodes(one, other):
        if kind != "equal":
            yield " ".join(one.tokens[a:b]), " ".join(other.tokens[c:d]), a == 0 and c == 0


def _opcodes(one: Sentence, other: Sentence) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one.tokens, other.tokens, autojunk=False).get_opcodes()


def _go_apart(first: str, second: str) -> bool:
    """Whether the words say different directions."""
    one, other = _directions(first), _directions(second)
    return bool(one) and bool(other) and one.isdisjoint(other)


def _directions(text: str) -> frozenset[str]:
    words = {*(folded := text.casefold().split()), "".join(folded)}
    said = {"up": _UP, "down": _DOWN, "steady": _STEADY}
    return frozenset(name for name, words_for in said.items() if not words.isdisjoint(words_for))


def _negates(first: str, second: str) -> bool:
    """Whether one side is a "not", or the other side with one."""
    return _is_not(first) != _is_not(second)


def _is_not(text: str) -> bool:
    words = text.casefold().split()
    if "".join(words) in _NOT:
        return True
    # Of Chinese words many have such a character in them and say nothing of the kind: 不过, 未来.
    return len(words) <= 3 and any(word.isascii() and (word in _NOT or word.endswith("n't")) for word in words)


def _is_common(text: str) -> bool:
    return "".join(text.split()).casefold() in _COMMON


def _is_date_or_digits(word: str) -> bool:
    """A figure that is nothing else: 万 and 三 are parts of names as well, "half" is a term."""
    figure = figure_of(word)
    return figure is not None and (word[:1].isdigit() or figure[0] in ("month", "weekday"))


def _without_opener(text: str, here: frozenset[str], there: frozenset[str]) -> str:
    opener, _, rest = text.partition(" ")
    return text if opener in here or opener in there else rest


def _is_name(text: str, at_start: bool) -> bool:
    """Latin words with a capital: names of people, companies and places, ticker codes."""
    words = [word for word in text.split() if word.isascii() and word[:1].isupper() and not figure_of(word.casefold())]
    if at_start and words and words[0].casefold() in _OPENERS:
        del words[0]
    return any(word.casefold() not in _OPENERS or word.isupper() for word in words)


def _is_another(first: str, second: str, here: frozenset[str], there: frozenset[str]) -> bool:
    """Whether two names are those of different things."""
    if _is_respelt(first, second):
        return False
    return all(word in there for word in first.split()) == all(word in here for word in second.split())


def _is_respelt(first: str, second: str) -> bool:
    mine, theirs = first.split(), second.split()
    return len(mine) == len(theirs) and all(map(_is_spelling, mine, theirs))


def _is_spelling(one: str, other: str) -> bool:
    """Whether two words are one: abbreviated, or with a letter wrong; codes have no spelling."""
    if one.casefold() == other.casefold():
        return True
    if one.isupper() or other.isupper() or not (one + other).isalpha() or one[0] != other[0]:
        return False
    if min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)):
        return True
    shortest = 3 if one.islower() and other.islower() else 5
    return min(len(one), len(other)) >= shortest and SequenceMatcher(None, one, other).ratio() >= _MISSPELT
