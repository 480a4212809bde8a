"""How boilerplate is worded, by language: the vocabulary that the line rules in `rules` are made of.

Phrases are written in lower case and matched in any. They are what editors and templates write around articles; a
phrase belongs here only if a sentence of an article does not begin with it.
"""

_ANY = ".{0,160}"


def any_of(*groups: str) -> str:
    """One expression for phrases separated by `` | `` (line breaks count as spaces), in any case.

    The first letter is a class of its own: `re` skips alternatives that begin with another one without trying them.
    """
    phrases = [" ".join(phrase.split()) for group in groups for phrase in group.split(" | ")]
    return "(?:" + "|".join(_any_case(phrase) for phrase in phrases) + ")"


def _any_case(phrase: str) -> str:
    first, rest = phrase[0], phrase[1:]
    if first in "([\\":
        return f"(?i:{phrase})"
    return f"[{first}{first.upper()}](?i:{rest})" if first.upper() != first else f"{first}(?i:{rest})"


RELATED_ZH = any_of(
    # Chinese, simplified and traditional
    "相关(?:阅读|新闻|链接|报道|文章|资讯|推荐|专题|内容) | (?:延伸|拓展|扩展|推荐|更多|深度)阅读 | 往期(?:回顾|推荐|"
    "精选|精彩)"
    " | (?:精彩|热门|今日|编辑|小编|热文|新闻|内容|精选)推荐 | 猜你喜欢 | (?:为您|为你)推荐 | 大家都在[看搜] | "
    "更多精彩(?:内容|推荐|文章)? | (?:查看|了解)更多 | 看更多"
    " | 热(?:点|门)(?:阅读|新闻|文章|排行) | 最新(?:文章|评论) | 阅读排行 | 点击排行 | 相關(?:閱讀|新聞|報導|文章|連結)"
    " | (?:延伸|推薦|更多|深度)閱讀 | 更多(?:新聞|報導|文章) | 熱門(?:新聞|文章) | 你可能(?:也|还|會|会)?(?:想看|"
    "喜欢|喜歡|感兴趣|感興趣)",
)
"""Headings of lists of other articles; in Chinese some head a box of background as well."""
RELATED = any_of(
    # English
    "(?:read|see) (?:more|also|next) | also read | related(?: (?:stories|story|articles?|coverage|news|content|"
    "reading|posts|topics|links|videos?))?"
    " | recommended(?: (?:reading|for you|stories|articles))? | further reading | you (?:may|might) (?:also like|"
    "also be interested in)"
    " | more on this(?: (?:story|topic))? | more (?:news|stories|coverage|like this) | most (?:read|popular|viewed)"
    " | editor[’']?s[’']? (?:picks?|choice) | don[’']t miss(?: these(?: stories)?)? | read more here | must read | "
    "what to read next | keep reading | up next"
    " | trending(?: now| stories)? | top stories | in case you missed it | read the full (?:story|article)",
    # German
    "lesen sie (?:auch|mehr|hier|dazu|dazu auch|weiter) | (?:lies|lest) auch | siehe auch | sehen sie auch | auch "
    "interessant | auch lesenswert"
    " | (?:das|dies) könnte (?:sie|dich) (?:auch|ebenfalls) interessieren | mehr zum thema | mehr (?:dazu|lesen|"
    "nachrichten|artikel) | weiterlesen"
    " | weitere (?:artikel|meldungen|nachrichten|themen|beiträge|links) | zum thema | passend (?:dazu|zum thema) | "
    "meistgelesen(?:e artikel)?"
    " | empfohlene(?:r)? (?:artikel|beiträge) | ähnliche (?:artikel|beiträge|themen) | verwandte (?:artikel|themen) "
    "| hier geht es zum artikel",
    # French
    "(?:à |a )?(?:lire|voir|écouter|relire)(?:,)? (?:aussi|également) | lire la suite | sur le même (?:sujet|thème) "
    "| pour aller plus loin"
    " | en savoir plus | (?:nos )?articles (?:liés|similaires|recommandés) | les plus lus | à ne pas manquer | à "
    "découvrir aussi",
    # Spanish
    "(?:lea|lee|leer|vea|ver|mira|mire) (?:también|además) | también (?:lee|lea|te puede interesar|puedes leer) | "
    "(?:te|le) puede interesar"
    " | (?:noticias|artículos|contenidos?|temas?) relacionad[oa]s? | seguir leyendo | leer más | no te pierdas | lo "
    "más leído | relacionad[oa]s?",
    # Italian
    "(?:leggi|vedi|guarda|ascolta) anche | leggi (?:di più|pure|tutto) | (?:ti )?potrebbe(?:ro)? interessar(?:e|"
    "ti)(?: anche)? | per approfondire"
    " | (?:articoli|notizie|contenuti) correlat[ie] | continua a leggere | i più letti | da non perdere",
    # Portuguese
    "(?:leia|veja|ler|ver|confira|assista) (?:também|mais|ainda|a seguir) | saiba mais | (?:notícias|artigos|"
    "matérias|conteúdos?) relacionad[oa]s?"
    " | (?:as )?mais lidas | (?:você|também) pode(?: também)? (?:gostar|interessar) | relacionad[oa]s",
    # Russian
    "(?:читайте|читать|смотрите|смотреть) (?:также|ещё|еще|далее|полностью) | (?:материалы|новости|ещё|еще|ранее|"
    "статьи)? ?по теме"
    " | похожие (?:новости|материалы|статьи) | самое (?:читаемое|популярное) | вам (?:может быть|будет) интересно | "
    "рекомендуем(?: прочитать)?"
    " | подробнее",
    # Japanese, Korean
    "関連(?:記事|ニュース|リンク|情報|キーワード|トピックス) | (?:あわせて|合わせて|併せて)読みたい | 続きを読む | "
    "続きはこちら"
    " | (?:おすすめ|オススメ|人気|注目|最新|ピックアップ)の?記事 | こちらも(?:おすすめ|読まれています) | 次の記事 | "
    "前の記事 | もっと(?:見る|読む) | アクセスランキング",
    "관련 ?(?:기사|뉴스|글|키워드) | (?:추천|인기|주요|많이 본) ?(?:기사|뉴스) | (?:이 ?시각|오늘의)? ?주요 ?뉴스 | "
    "함께 보면 좋은 ?(?:기사|뉴스|글)"
    " | (?:기사 )?더 ?보기 | 핫 ?클릭",
)  # fmt: skip
"""The same in other languages, and labels of teasers between the paragraphs."""

_ACCOUNT = (
    r"(?:公众号|公眾號|公号|视频号|服务号|订阅号|微信号|官微|官方(?:微信|微博|抖音)|客服微信|抖音号|头条号|"
    r"企业号)(?![的用平已])"
)
_APP = r"(?:app|客户端|客戶端|小程序)(?![的用])"
_DO = (
    r"(?:关注|下载|加入|阅读|查看|了解|添加|进群|入群|购买|获取|解锁|联系|订阅|报名|领取|咨询|打赏|收听|观看|下方|"
    r"上方|下图|上图|图中|追蹤|下載|閱讀)"
)
_CODE = r"(?:二维码|二維碼|小程序码|qr ?code)(?![的支])"

PROMO_ZH = (
    rf"(?:请|可|用|使用|打开|长按|微信|手机|欢迎|立即|或){{0,3}}(?:扫描|扫码|扫一扫|識別|识别|掃描|长按|扫)(?=."
    rf"{{0,20}}{_DO}).{{0,30}}(?:{_CODE}|{_DO}).{{0,30}}"
    rf"|(?:用|使用|打开)?微信(?:“|「)?扫(?:一扫|描|码)?.{{0,12}}{_CODE}.{{0,20}}"
    rf"|(?:欢迎|敬请|请|长按|点击|微信|搜索|并|更多[^，。]{{0,16}}){{0,3}}[，,]?(?:关注|添加|搜索|订阅|追蹤|回复)[^，"
    rf"。]{{0,24}}{_ACCOUNT}.{{0,40}}"
    r"|(?:微信号|(?:微信)?公众号|微信公眾號|投稿邮箱|商务合作|合作微信|客服微信|联系邮箱)\s*[:：丨|｜]\s*\S{2,40}."
    r"{0,20}"
    rf"|(?:请|欢迎|立即|点击|点此|现在|前往|或){{0,2}}(?:下载|打开|安装|登录|登陆|下載|開啟)[^，。"
    rf"]{{0,20}}(?i:{_APP}).{{0,40}}"
    rf"|更多(?:精彩|内容|资讯|新闻|信息|详情|报道|行情|财经|独家|深度|內容|資訊)[^。]{{0,24}}(?:点击|关注|下载|扫码|"
    rf"订阅|登录|请看|尽在|前往|搜索|(?i:{_APP})|{_ACCOUNT}).{{0,30}}"
    r"|(?:\d{1,2}[、.．])?(?:在?(?:后台|公众号))?回复(?:关键[词字])?[【“\"「『].{1,12}[】”\"」』].{0,8}(?:查看|查询|看看|"
    r"获取|领取|了解|即可|加入|下载|参与).{0,20}"
    r"|相关(?:资讯|内容|新闻|信息)(?:敬请|请)(?:关注|点击|前往|访问|进入).{0,24}"
    r"|[^。，]{0,12}[，,]?点(?:个|击|一下|亮)?[【“「]?在看.{0,16}"
    r"|点击(?:上方|下方|文末|左下角|右下角|右上角|底部|菜单栏|标题下|蓝字|↓|▲|关注|名片|卡片|原文|阅读原文).{0,40}"
    r"|(?:按讚|訂閱|加入).{0,16}(?:粉絲團|粉絲專頁|好友|頻道|電子報|官方帳號).{0,20}"
)  # fmt: skip
"""Calls to scan, to follow and to install, without the words after which the same nouns are news."""

TOOLS_ZH = (
    r"(?:[\s\[\]【】()（）|｜>»:：/]{0,3}+(?:分享(?:到|至)?|转发|点赞|收藏(?:本[页文])?|举报|纠错|我要纠错|我要反馈|打印(?:[本此][页文])?|"
    r"关闭(?:窗口)?|返回(?:顶部|首页|列表)|加载(?:更多|中)|更多"
    r"|展开(?:全文|更多)?|收起|查看(?:更多|原文|全文|详情|大图)|阅读(?:原文|全文)|字号|[大中小]|微信好友|微信|朋友圈|"
    r"新浪微博|微博|qq空间|QQ空间|QQ好友|QQ|复制链接"
    r"|上一[篇页]|下一[篇页]|网友评论|发表评论|写评论|我要评论|参与评论|评论|海报|扫一扫|繼續閱讀|看更多|列印|"
    r"回首頁)){1,12}[\s\[\]【】()（）|｜>»:：/….]{0,8}"
)
"""Tool bars: nothing but names of tools in the whole line."""

CLICK_ZH = (
    r"(?:请)?(?:点击|戳|点此|點擊|點我)(?:这里|此处|链接|图片|進入|进入|查看|阅读|閱讀|了解|下载|参与|观看|收看|看|"
    r"即可|更多|加入|下載|追蹤|訂閱|订阅|关注).{0,40}"
    r"|返回[^，。]{2,8}[，,]\s*查看更多|(?:专题|专题链接|进入专题)\s*[:：].{2,40}|(?:上|下)一篇\s*[:：].{0,60}"
)
"""Invitations to click; certain only where they are links or stand at the end."""

_REPRINT = r"(?:转载|轉載|摘编|复制|複製|抄袭|引用|使用|盗用|镜像|传播|转发|刊载|重製|翻拍)"
_NOTICE_WORDS = (
    r"(?:转载|轉載|版权|版權|不代表|仅供参考|僅供參考|供参考|投资建议|投資建議|本站|本网|本平台|本公众号|本报所有|"
    r"立场|立場|风险自担|自行承担|自担"
    r"|仅代表|个人观点|本人观点|责任自负|不承担|不構成|不构成)"
)
NOTICE_ZH = (
    rf"(?:免责|版权|特别|郑重|重要|法律|侵权|网站|本网|本站|免責|版權|特別|鄭重)?(?:声明|聲明|免责条款|版权说明|"
    rf"转载须知|转载说明|免责说明)\s*[:：丨|｜】\]）)。]?\s*(?=.{{0,200}}{_NOTICE_WORDS}).*"
    r"|(?:免责|版权|法律|侵权|免責|版權)(?:声明|聲明|条款|说明)\s*(?:[:：】\]].*)?"
    r"|[^，。：:]{0,8}(?:网|社|平台|财经|客户端|频道)声明[:：](?=.{0,60}(?:转载|登载|立场|观点|版权)).*"
    r"|(?:以上|上述|本文|文中)[^。]{0,40}立场无关.{0,200}"
    rf"|[^。]{{0,60}}(?:未经|未經)[^。]{{0,20}}(?:授权|授權|许可|同意)[^。]{{0,10}}(?:不得|请勿|勿|禁止|严禁|谢绝)"
    rf"[^。]{{0,12}}{_REPRINT}.{{0,60}}"
    r"|您的浏览器(?:暂时|不支持|版本).{0,40}|海量(?:资讯|信息)[^。]{0,20}尽在.{2,24}"
    r"|(?:本文|本文章|本稿|文章|文中|以上|上述|本栏目|本內容|本内容|此文|该文)(?:文章|内容|內容|观点|觀點|信息|资讯|"
    r"部分|所有|所述|所载|所涉|仅|僅|均|及|和|、|或|图片|系|为|是){0,6}"
    r"(?:仅代表|僅代表|不代表|仅供|僅供|不构成|不構成|不作为|不作為)[^。]{0,40}(?:观点|觀點|立场|立場|参考|參考|建议|"
    r"建議|依据|依據|交流|学习).{0,200}"
    rf"|(?:除非|凡)?(?:未经|未經|没有|非经)[^。]{{0,30}}(?:授权|授權|许可|許可|同意|允许)[^。]{{0,12}}(?:不得|禁止|"
    rf"严禁|嚴禁|谢绝|請勿|请勿|任何)[^。]{{0,30}}{_REPRINT}?.{{0,80}}"
    r"|(?:欢迎|如需|如欲|若需|任何|商业|严禁|禁止|谢绝|凡|請勿|请勿|转载本文){0,2}[^，。]{0,6}(?:转载|轉載)[^。"
    r"]{0,16}(?:请|請|须|需|必须|务必|均|时)[^。]{0,10}(?:注明|標明|标明|联系|聯繫|保留|授权|获得|与本).{0,80}"
    r"|(?:文章|本文|本文章|图片|图文|内容|文字|视频|部分图片|本文图片|素材)?(?:版权|版權|著作权)(?:归|歸|属|均|"
    r"屬)[^，。]{1,24}所有.{0,100}"
    r"|(?:如|若)(?:有|涉及?|存在|果|发现|作者)[^。]{0,24}(?:侵权|侵犯|版权|异议)[^。]{0,24}(?:联系|删除|告知|处理|"
    r"通知).{0,60}"
    r"|(?:(?:部分)?(?:图片|图文|文章|素材|文字|内容)(?:均)?(?:来自|来源于?|源于|取自)(?:于)?(?:互联网|网络)).{0,60}|"
    r"[^。]{0,20}侵(?:权)?(?:必)?[删究].{0,10}"
    r"|(?:版权所有|版權所有).{0,60}|本文(?:为|系|由)[^。]{2,30}(?:原创|独家)[^。]{0,16}(?:转载|授权|抄袭).{0,60}"
)  # fmt: skip
"""Legal notices of a site or account; a notice of somebody whom the article is about has none of their words."""

PHOTO = (
    any_of(
        "图片来源 | 图片(?:版权|作者|源自|提供) | 图源 | 题图(?:来源)? | 封面图?(?:来源|片) | 头图(?:来源)? | "
        "配图(?:来源)? | 圖片來源 | 圖源 | 圖片提供"
        " | (?:photo|image|picture|cover(?: photo| image)?|featured? image|lead image|header image|main image)s?(?: "
        "(?:credits?|source|courtesy(?: of)?|by|via))?"
        " | (?:foto|bild|bildquelle|fotoquelle|bildnachweis|titelbild|symbolbild|beitragsbild|aufmacherbild|copyright)"
        " | (?:crédits?(?: photos?)?|photos?|image) | (?:fotos?|crédito(?:s)?(?: de (?:la )?(?:foto|imagen))?|imagen|"
        "imagem) | (?:foto|immagine|crediti)(?: di)?"
        " | (?:фото|источник фото|иллюстрация) | (?:写真|画像)(?:提供|出典)? | (?:사진|이미지)(?:제공| ?출처)?"
    )
    + r"\s?[:：=＝丨|｜][^。！？]{2,70}"
)
"""Credits of pictures: label, colon, a name."""

ADVERTISEMENT = any_of(
    "advertise?ments? | advertising | advertorial | sponsored(?: content| post)? | story continues below(?: "
    "advertisement)? | article continues (?:below|after)(?: (?:this )?ad(?:vertisement)?)?"
    " | paid (?:content|post) | anzeige | werbung | publicité | publicidad | pubblicità | publicidade | реклама | "
    "広告 | スポンサーリンク | 광고 | 广告 | 廣告 | 推广 | 请继续往下阅读 | 請繼續往下閱讀"
    " | continua después de la publicidad | continua após a publicidade | artikel wird (?:nach|unter) der anzeige "
    "fortgesetzt | la suite après (?:cette|la) publicité"
)  # fmt: skip

COPYRIGHT = any_of(
    f"copyright(?: by\\b| ?[©ⓒ(\\d]| \\w+ \\d){_ANY} | [©ⓒ]{_ANY} | c\\) ?(?:19|20)\\d\\d{_ANY} | 저작권자.{{0,80}} "
    f"| 무단 ?(?:전재|복제|배포).{{0,60}} | 無断(?:転載|複写|複製|引用).{{0,60}}"
    " | all rights reserved.{0,120} | alle rechte vorbehalten.{0,80} | tous droits (?:de reproduction )?réservés."
    "{0,80} | todos los derechos reservados.{0,80}"
    " | tutti i diritti riservati.{0,80} | riproduzione riservata.{0,40} | todos os direitos reservados.{0,80} | все "
    "права защищены.{0,80} | 禁无断转载"
    " | (?:prohibida|queda prohibida|proibida) (?:su |la |a )?(?:reproducción|reprodução).{0,120} | (?:this material|"
    "this article) may not be (?:published|reproduced).{0,160}"
    " | (?:перепечатка|копирование|использование) (?:материалов|запрещ).{0,120}"
)  # fmt: skip

ORIGINALLY = any_of(
    "this (?:article|story|post|piece|column|report)(?: was| has been)? (?:originally|first) (?:published|appeared|"
    "posted).{0,140}"
    " | (?:originally|first) published (?:in|on|by|at) .{2,100} | the post .{2,120} (?:appeared first|first "
    "appeared) on .{2,60}"
    " | dieser (?:artikel|beitrag|text) (?:erschien|ist|wurde) (?:zuerst|zunächst|ursprünglich|erstmals) .{2,120} | "
    "(?:cet article|ce texte) (?:a été|est) (?:initialement |d'abord )?(?:publié|paru) .{2,100}"
    " | (?:este|esta) (?:artículo|nota|noticia|artigo|reportagem|matéria) (?:fue|se|foi|apareció) (?:publicad[oa] "
    ")?(?:originalmente|originariamente|por primera vez) .{2,100}"
    " | questo articolo è (?:stato pubblicato|apparso) (?:originariamente|per la prima volta|in origine) .{2,100}"
)  # fmt: skip
"""Where the text appeared first. It names a medium, but after words of too many kinds to take it for the publisher."""

_NEWS = (
    r"(?:newsletters?|inbox|e-?mails?|alerts?|updates|briefings?|digest|push notifications?|podcasts?|channel|"
    r"community)"
)
_PLACES = (
    r"(?:twitter|facebook|instagram|linkedin|youtube|telegram|whatsapp|tiktok|threads|bluesky|mastodon|google news|"
    r"flipboard|snapchat|pinterest|xing|vk|line|kakao|social media|x(?:\.com)?\b)"
)
PROMO = any_of(
    # English
    f"(?:sign up|subscribe|register)(?: now| here| today| free)?(?: for| to| with)?\\b(?=.{{0,120}}\\b{_NEWS})."
    f"{{0,200}} | subscribe (?:now|today|here)\\W* | sign up(?: now| here| today)?\\W* "
    f" | (?:follow|like|find|connect with) (?:us|me|him|her|our (?:page|channel)|[@\\w .'’-]{{2,40}}) (?:on|via|at) "
    f"(?:our )?{_PLACES}.{{0,120}} | get (?:the|our|all|your) (?=.{{0,100}}\\b(?:inbox|newsletter|app)\\b).{{0,160}} "
    f"| join (?:us|our)\\b(?=.{{0,60}}\\b(?:{_NEWS}|{_PLACES})\\b).{{0,120}}"
    " | download (?:the|our) .{0,40}\\bapp\\b.{0,80} | (?:already|not) (?:a |yet a )?(?:subscriber|member)\\?.{0,60} "
    "| click here(?: (?:to|for) .{2,100})?\\W* | share (?:this (?:article|story|post|page|video)|via e-?mail|on "
    "(?:twitter|facebook|linkedin|whatsapp|x\\b)).{0,40}"
    " | comments?(?: \\(\\d+\\))?\\W* | (?:leave|post|add|write) a (?:comment|reply)\\W* | (?:view|show|read|see|"
    "hide|\\d+) (?:all |the )?comments?(?: \\(\\d+\\))?\\W* | join the (?:conversation|discussion)\\W*.{0,60} | "
    "comments are (?:closed|disabled).{0,40}"
    " | listen to (?:this article|the article|the podcast).{0,40} | back to (?:top|homepage)\\W* | \\d+ "
    "min(?:ute)?s? read\\W* | (?:have a (?:news )?tip|got a (?:news )?tip|send (?:us )?your tips)\\b.{0,120}"
    " | this (?:content|embed|video) (?:is (?:hosted|provided) by|is not available|requires|may use).{0,160} | (?:to "
    "(?:view|see|display) this (?:content|embed|video)).{0,160}"
    " | (?:the )?(?:views|opinions)(?: and opinions)? expressed (?:here|herein|in this|are|by).{0,400} | "
    "disclaimer:(?=.{0,300}\\b(?:advice|opinions?|views|liab\\w+|accura\\w+|informational)).{0,560}"
    " | this article (?:is|does)(?: intended| provided)?(?: for| not) (?=.{0,100}\\b(?:informational|advice|"
    "recommendation)).{0,300}",
    "photos? (?:by|via|courtesy of) .{2,60}(?:unsplash|getty|shutterstock|pexels|pixabay|istock|alamy).{0,30}"
    " | sign in to comment\\W* | share this:?\\W* | subscribe\\W* | newsletters?\\W*"
    " | (?:what do you think\\? )?let us know in the comments.{0,20}",
    # German
    "(?:melden? (?:sie sich|dich)|abonnieren sie|jetzt|bestellen sie|erhalten sie|hier)\\b(?=.{0,80}\\b(?:newsletter|"
    "e-mail-postfach|push)).{0,160} | (?:newsletter|jetzt) (?:abonnieren|bestellen|anmelden)\\W*"
    f" | (?:folgen sie|folge|folgt) .{{1,60}}\\b{_PLACES}.{{0,80}} | (?:artikel|beitrag|seite) (?:teilen|drucken|"
    f"merken|verschicken).{{0,40}} | teilen sie diesen .{{2,40}} | zur startseite\\W* | kommentar(?:e)?(?: "
    f"\\(\\d+\\)| schreiben| verfassen)?\\W*"
    " | (?:empfohlener (?:redaktioneller|externer) inhalt|externer inhalt|an dieser stelle (?:finden sie|befindet "
    "sich)).{0,160} | ich bin (?:damit )?einverstanden, dass (?:mir )?(?:externe|inhalte).{0,240} | damit (?:können|"
    "werden) personenbezogene daten .{2,160}"
    " | (?:mehr dazu|weitere informationen)(?: finden sie)? in (?:unserer|der) datenschutzerklärung\\W* | laden sie ."
    "{0,40}\\bapp\\b.{0,60}",
    "(?:mit dem (?:laden|abspielen) de[sr] .{2,60} (?:akzeptieren|stimmen) sie"
    "|um diesen inhalt (?:anzuzeigen|zu sehen)).{0,160}"
    " | lesen sie hier (?:alle|mehr|den|die|das) .{2,100}",
    # French
    f"(?:inscrivez-vous|abonnez-vous|recevez)\\b(?=.{{0,120}}\\b(?:newsletters?|lettres?|alertes?|e-?mail|boîte|"
    f"abonn)).{{0,160}} | suivez(?:-nous| .{{2,30}}) sur {_PLACES}.{{0,60}} | (?:partager|partagez)(?: cet article| "
    f"sur)?\\W* | cliquez ici.{{0,60}}"
    " | (?:article |la suite est |contenu )?réservée? (?:à nos|aux) abonnés\\W* | ce contenu n[’']est pas (?:visible|"
    "disponible).{0,160} | (?:laisser|ajouter) un commentaire\\W* | télécharge[rz] (?:l[’']|notre )appli(?:cation)?."
    "{0,60}",
    # Spanish, Portuguese, Italian
    f"(?:suscr[ií]b[ea](?:te|se)|reg[ií]str[ea](?:te|se)|recib[ea]|inscreva-se|assine|receba|iscriviti|abbonati|"
    f"ricevi)\\b(?=.{{0,120}}\\b(?:newsletters?|bolet[ií]n|boletim|correo|e-?mail|canal|canale|notícias|whatsapp|"
    f"telegram|youtube)).{{0,160}}"
    f" | (?:s[ií]guenos|s[ií]ganos|siga-nos|siga|acompanhe|seguici|segui|únete|entre no) .{{0,40}}\\b(?:{_PLACES}|"
    f"google|redes sociales|redes sociais|canal).{{0,80}} | (?:comparte|compartir|compartilhe|partilhar|"
    f"condividi)(?: (?:esta|este|en|no|na|su|o|questo)\\b.{{0,40}})?\\W*"
    " | (?:ha[zg]a? clic|clique|clicca) (?:aquí|aqui|qui)\\b.{0,60} | (?:descarga|descargue|baixe|scarica) ."
    "{0,20}\\bapp\\b.{0,60} | (?:comentarios|comentários|commenti)(?: \\(\\d+\\))?\\W*",
    # Russian
    "(?:подписывайтесь|подпишитесь|присоединяйтесь|следите|читайте нас|наш(?:и)?) (?=.{0,100}(?:telegram|телеграм|"
    "вконтакте|дзен|рассылк|канал|whatsapp|max\\b)).{0,160} | поделиться(?: в| с)?\\W* | (?:скачайте|установите) ."
    "{0,40}приложение.{0,60}"
    " | (?:оставить комментарий|комментарии|комментировать)(?: \\(\\d+\\))?\\W* | если вы (?:заметили|нашли) "
    "(?:опечатку|ошибку).{0,120}",
    # Japanese, Korean
    "この記事を(?:シェア|ツイート|共有|書いた人|印刷).{0,30} | (?:シェアする|ツイートする|ブックマーク|フォローする|"
    "ログイン|会員登録(?:はこちら)?)(?:して.{0,30})?"
    " | メ(?:ー)?ルマガ(?:ジン)?(?:の)?(?:登録|購読).{0,30} | (?:公式)?アプリ(?:を|の)(?:ダウンロード|入手).{0,30} | "
    "この記事は(?:有料|会員限定).{0,60}",
    "(?:네이버|카카오톡|유튜브|구글)(?:에서|로|으로| 채널)? .{0,30}(?:구독|추가|팔로우).{0,30} | "
    "(?:기사)?제보(?:하기)?(?:는)? .{0,60} | (?:공유하기|스크랩|글자크기|댓글(?: ?\\d+| ?쓰기)?|구독하기|좋아요)\\W*",
)  # fmt: skip
"""Newsletters, accounts to follow, apps, sharing, comments, consent to embedded content, disclaimers."""
