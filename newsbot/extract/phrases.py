"""How boilerplate is worded, by language: the vocabulary that the line rules in `rules` are made of.

The Chinese one, and how news is worded, is in `phrases_zh`.

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

RECOMMENDED = any_of(
    "(?:今日|精选|编辑|小编|热门|热文|新闻|内容|精彩)推荐 | (?:看|查看|了解)更多 | recommended | trending(?:"
    " now)? | top stories"
    " | must read | up next | keep reading | most (?:read|popular) | рекомендуем | подробнее | zum thema | en savoir"
    " plus"
    " | saiba mais"
)
"""Those of the labels that open sentences with a colon as well: a broker's advice, a list of prices."""

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
    f"| 무단 ?(?:전재|복제|배포)(?=.{{0,20}}(?:금지|불허)).{{0,60}} | 無断(?:転載|複写|複製"
    f"|引用)(?=.{{0,16}}(?:禁|断)).{{0,60}}"
    " | all rights reserved.{0,120} | alle rechte vorbehalten.{0,80} | tous droits (?:de reproduction )?réservés."
    "{0,80} | todos los derechos reservados.{0,80}"
    " | tutti i diritti riservati.{0,80} | riproduzione riservata.{0,40} | todos os direitos reservados.{0,80} | все "
    "права защищены.{0,80} | 禁无断转载"
    " | (?:prohibida|queda prohibida|proibida) (?:su |la |a )?(?:reproducción|reprodução).{0,120} | (?:this material|"
    "this article) may not be (?:published|reproduced).{0,160}"
    " | (?:перепечатка|копирование|использование) (?:материалов|запрещ)(?=.{0,100}(?:ссылк|соглас|разреш|запрещ"
    "|$)).{0,120}"
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
_AND_PLACES = rf"(?:[^.\w]|and|or|und|on|via|{_PLACES}|@\S+|https?:\S+)*(?: (?:for|to get) [^.]{{0,80}})?\W*"
PROMO = any_of(
    # English
    f"(?:sign up|subscribe|register)(?: now| here| today| free)?(?: for| to| with)?\\b(?=.{{0,120}}\\b{_NEWS})."
    f"{{0,200}} | subscribe (?:now|today|here)\\W* | sign up(?: now| here| today)?\\W* "
    f" | (?:(?:like|find|connect with) (?:us|me|our (?:page|channel))|follow (?:us|me|him|her|our (?:page|channel)|"
    f"[@\\w .'’-]{{2,40}})) (?:on|via|at) (?:our )?{_PLACES}{_AND_PLACES}"
    f" | get (?:the|our|all|your)\\b(?:.{{0,100}}\\byour (?:e-?mail )?inbox\\b|.{{0,60}}\\b(?:our|this|free|daily"
    f"|weekly)"
    f"(?: [\\w’'-]+){{0,2}} newsletters?\\b|(?: [\\w’'-]+){{0,3}} (?:app|newsletter)\\b).{{0,80}}"
    f" | join (?:us on|our)(?: [\\w’'-]+){{0,4}} (?:{_NEWS}|{_PLACES})\\b.{{0,80}}"
    " | download (?:the|our) .{0,40}\\bapp\\b.{0,80} | (?:already|not) (?:a |yet a )?(?:subscriber|member)\\?.{0,60} "
    "| click here(?: (?:to|for) .{2,100})?\\W* | share (?:this (?:article|story|post|page|video)(?! of)|via e-?mail|on "
    "(?:twitter|facebook|linkedin|whatsapp|x\\b)).{0,40}"
    " | comments?(?: \\(\\d+\\))?\\W* | (?:leave|post|add|write) a (?:comment|reply)\\W* | (?:view|show|read|see|"
    "hide|\\d+) (?:all |the )?comments?(?: \\(\\d+\\))?\\W* | join the (?:conversation"
    "|discussion)\\W*[^.,]{0,40}\\W* | "
    "comments are (?:closed|disabled)(?: (?:for|on|here|at).{0,40})?\\W*"
    " | listen to (?:this article|the article|the podcast).{0,40} | back to (?:top|homepage)\\W* | \\d+ "
    "min(?:ute)?s? read\\W* | (?:have a (?:news )?tip|got a (?:news )?tip|send (?:us )?your tips)\\b.{0,120}"
    " | this (?:content|embed|video) (?:is (?:hosted|provided) by|is not available|requires (?:javascript|cookies"
    "|your)|may use cookies).{0,160} | (?:to "
    "(?:view|see|display) this (?:content|embed|video)).{0,160}"
    " | (?:the )?(?:views|opinions)(?: and opinions)? expressed (?:here|herein|in this|are|by)"
    "(?=.{0,300}\\b(?:authors?|writers?|contributors?|columnists?|own|necessarily)\\b).{0,400} | "
    "disclaimer:(?=.{0,300}\\b(?:advice|opinions?|views|liab\\w+|accura\\w+|informational)).{0,560}"
    " | this article (?:is|does)(?: intended| provided)?(?: for| not) (?=.{0,100}\\b(?:informational|advice|"
    "recommendation)).{0,300}",
    "photos? (?:by|via|courtesy of) .{2,60}(?:unsplash|getty|shutterstock|pexels|pixabay|istock|alamy).{0,30}"
    " | sign in to comment\\W* | share this:?\\W* | subscribe\\W* | newsletters?\\W*"
    " | (?:what do you think\\? )?let us know in the comments.{0,20}",
    # German
    "(?:melden? (?:sie sich|dich)|abonnieren sie|bestellen sie|erhalten sie)\\b(?=.{0,80}\\b(?:newsletter|"
    "e-mail-postfach|push)).{0,160} | (?:jetzt|hier)\\b[^.]{0,60}newsletter[^.]{0,30}(?:anmelden|abonnieren|bestellen|"
    "sichern|lesen|eintragen|registrieren)\\W* | (?:newsletter|jetzt) (?:abonnieren|bestellen|anmelden)\\W*"
    f" | (?:folgen sie|folge|folgt) .{{1,40}}\\b(?:auf|bei|via|on) {_PLACES}{_AND_PLACES} | (?:artikel|beitrag"
    f"|seite) (?:teilen|drucken|"
    f"merken|verschicken).{{0,40}} | teilen sie diesen .{{2,40}} | zur startseite\\W* | kommentar(?:e)?(?: "
    f"\\(\\d+\\)| schreiben| verfassen)?\\W*"
    " | (?:empfohlener (?:redaktioneller|externer) inhalt|externer inhalt|an dieser stelle (?:finden sie|befindet "
    "sich)(?=.{0,60}(?:inhalt|video|tweet|post|karte))).{0,160} | ich bin (?:damit )?einverstanden, dass (?:mir"
    " )?(?:externe|inhalte).{0,240} | damit (?:können|"
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
    f"(?:suscr[ií]b[ea](?:te|se)|reg[ií]str[ea](?:te|se)|inscreva-se|assine|receba|iscriviti|abbonati|"
    f"ricevi)\\b(?=.{{0,120}}\\b(?:newsletters?|bolet[ií]n|boletim|correo|e-?mail|canal|canale|notícias|whatsapp|"
    f"telegram|youtube)).{{0,160}}"
    f" | (?:s[ií]guenos|s[ií]ganos|siga-nos|siga|acompanhe|seguici|segui|únete|entre no (?:nosso|canal|grupo))"
    f" .{{0,40}}\\b(?:{_PLACES}|"
    f"google|redes sociales|redes sociais|canal).{{0,80}} | (?:comparte|compartir|compartilhe|partilhar|"
    f"condividi)(?: (?:esta|este|o|questo) \\w+| (?:en|no|na|su) {_PLACES}.{{0,40}})?\\W*"
    " | (?:ha[zg]a? clic|clique|clicca) (?:aquí|aqui|qui)\\b.{0,60} | (?:descarga|descargue|baixe|scarica) ."
    "{0,20}\\bapp\\b.{0,60} | (?:comentarios|comentários|commenti)(?: \\(\\d+\\))?\\W*",
    # Russian
    "(?:подписывайтесь|подпишитесь|присоединяйтесь|следите|читайте нас|наши? (?:telegram|телеграм|канал в))"
    " ?(?=.{0,100}(?:telegram|телеграм|"
    "вконтакте|дзен|рассылк|канал|whatsapp|max\\b)).{0,160} | поделиться(?: в| с)?\\W* | (?:скачайте|установите) ."
    "{0,40}приложение.{0,60}"
    " | (?:оставить комментарий|комментарии|комментировать)(?: \\(\\d+\\))?\\W* | если вы (?:заметили|нашли) "
    "(?:опечатку|ошибку).{0,120}",
    # Japanese, Korean
    "この記事を(?:シェア|ツイート|共有|書いた人|印刷).{0,30} | (?:シェアする|ツイートする|ブックマーク|フォローする|"
    "ログイン|会員登録(?:はこちら)?)(?:して(?:ください|続き)[^。]{0,20})?"
    " | メ(?:ー)?ルマガ(?:ジン)?(?:の)?(?:登録|購読)(?![者数])[^。]{0,30} | (?:公式)?アプリ(?:を"
    "|の)(?:ダウンロード|入手)(?![者数])[^。]{0,30} | "
    "この記事は(?:有料|会員限定).{0,60}",
    "(?:네이버|카카오톡|유튜브|구글)(?:에서|로|으로| 채널) .{0,30}(?:구독|추가|팔로우)(?:하기|하세요)?\\W* | "
    "(?:기사)?제보(?:하기)?(?:는)? (?=.{0,40}(?:@|카카오톡|이메일|[\\d-]{7})).{0,60} | (?:공유하기"
    "|스크랩|글자크기|댓글(?: ?\\d+| ?쓰기)?|구독하기"
    "|좋아요)\\W*",
)  # fmt: skip
"""Newsletters, accounts to follow, apps, sharing, comments, consent to embedded content, disclaimers."""
