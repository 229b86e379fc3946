// The words by which replies announce, withhold or take back an answer, as sources of regular expressions:
// English and the languages that models most often fall back to. Add a language by adding its words here
// and replies of its own to answers/languages.jsonl.

const any = (words: readonly string[]): string => `(?:${words.join('|')})`

/** Nouns that stand for the choice itself: "the answer", "die Antwort", "正解". */
const latinNouns = [
  'answers?',
  'correct (?:option|choice)',
  '(?:best|right|final|most appropriate|most likely) (?:option|choice)',
  'my (?:choice|pick|selection)',
  '(?:selected|chosen) (?:option|choice)',
  'antwort',
  'lösung',
  'réponse',
  'respuesta',
  'resposta',
  'risposta',
  'antwoord',
  'odpowiedź',
  'cevap',
  'yanıt',
  'svar',
]
const otherNouns = ['ответ', 'відповідь', 'الإجابة', 'الجواب', 'उत्तर']
const nounEndings = [
  String.raw`(?: correct[ae]?| finale?| final| richtige?| juste| exacte| corret[ao]| corrett[ao]| poprawna)?`,
]
const verbs = [
  'is',
  'would be',
  'should be',
  'will be',
  'ist',
  'lautet',
  'wäre',
  'est',
  'sería',
  'es',
  'é',
  'seria',
  'è',
  'sarebbe',
  'luidt',
  'är',
  'är alternativ',
]
/** "Answer:", "The correct answer is", "Antwort lautet": then comes the choice. */
const announcedByNoun = String.raw`(?<![\p{L}\p{N}])(?:${any([...latinNouns, ...otherNouns])})${nounEndings[0]}[*_"'” ]*(?:\([^()\n]{1,30}\) ?)?[*_ ]*(?::|=|[-–—]+>|→| [–—-] |(?:[ \t]+${any(verbs)})(?![\p{L}])[ \t]*:?)`
/** Labels that announce only with a colon: "an option is B" chooses nothing. */
const announcedByLabel = String.raw`(?<![\p{L}\p{N}])(?:option|choice|selection|ans|final|verdict|decision|conclusion|solution|response|output)[*_ ]*[:=]`
const announcedByVerb = String.raw`(?<![\p{L}\p{N}])(?:I(?:'d| would| will|'ll)? (?:choose|pick|select|go with|answer)|I(?:'m| am) going with|ich wähle|je choisis|elijo|escolho|scelgo|ik kies|я выбираю|wybieram)(?![\p{L}])[ \t]*:?`
const announcedInChinese = String.raw`(?:答案|正解|答え|答|回答|정답|답)[】\]*_ ]*(?:应该是|應該是|是|为|為|应为|選(?!項|択)|选(?!项)|は|은|는|이|:)+|(?:应|應|故|我)?(?:选择|選擇|选|選)(?!项|項|擇|择|択)`
/** Where a choice is announced; what follows is read by answer-content.ts. */
export const announcement = new RegExp(
  `${announcedByNoun}|${announcedByLabel}|${announcedByVerb}|${announcedInChinese}`,
  'giu',
)

/** A line that is a heading for the choice, which stands in the line below. */
export const headingLine =
  /^[\s#*_>【[]*(?:(?:the |my )?(?:final |correct |best )?(?:answer|choice)|antwort|réponse|respuesta|resposta|risposta|antwoord|ответ|答案|最终答案|答え|정답)[\s*_】\]]*[:]?[\s*_]*$/iu

/** Nouns and articles between the announcement and the letter: "option B", "die Variante B", "la B". */
export const beforeLetter =
  /^(?:(?:probably|most likely|likely|clearly|definitely|therefore|simply|still|wahrscheinlich|eindeutig|the|die|der|das|la|el|le|l'|a|o)\s+)*(?:l'|the )?(?:(?:correct|right|richtige)\s+)?(?:option|choice|letter|answer|antwort|variante|möglichkeit|opción|opção|alternativa|alternative|letra|lettre|opzione|lettera|optie|вариант|опция|opcja|seçenek|alternativ|选项|選項|選択肢|보기|번)\s*(?:is\s+|:\s*)?/iu
export const articleBeforeLetter = /^(?:la|el|die|de|le|the|a|il|o)\s+(?=[\s*_(["'“]*[A-Z](?![\p{L}\p{N}]))/u
export const hedgeBeforeLetter =
  /^(?:probably|most likely|likely|clearly|definitely|still|therefore|thus|hence|also|donc|daher|somit|quindi|entonces|por tanto|portanto|dus|wahrscheinlich|eindeutig|probablement|probablemente|provavelmente)\s+/iu

/** Words that join a second choice to the first. */
export const joins =
  /^[\s*_)\]"'”,;]*(?:\/|&|\+|,|;|(?:,?\s*(?:and|or|and\/or|und|oder|et|ou|y|o|e|en|of|и|или|oraz|lub|和|或|と|か|또는|和|及|、)(?![a-z])))[\s*_(["'“]*(?:(?:possibly|perhaps|maybe|even|also|option|choice|die|la)\s+)*[*_(["'“]*([A-Z])(?![\p{Script=Latin}\p{N}'’])/u

/** Words that begin a reason after a letter, so that the letter before them is no word of the sentence. */
export const reasons =
  /^(?:because|since|as (?:the|it|this|she|he|they|there|no)|given|due|for the|based|according|which|with (?:high|moderate|low|\d|some|great)|weil|da|denn|car|parce|puisque|porque|ya que|pois|perché|poiché|omdat|want|потому|так как|поскольку|ponieważ|çünkü|因为|因為|です|だ|である|입니다|이다|。|吧|哈)/iu

/** After a letter: what follows takes it back, or makes it depend on something. */
export const retreats =
  /^[\s*_.,;:!–—-]*(?:but|however|although|though|(?:only )?if|unless|or (?:maybe|perhaps)|aber|mais|pero|mas|ma|maar|но|但|しかし|하지만)(?![\p{L}])/iu
/** A sentence that begins like this reconsiders what was said before it. */
export const reconsiders =
  /(?:^|[.!?…\n;:–—-])[\s*_"'“(]*(?:(?:hmm|oh|sorry)[,.…\s]+)*(?:no[,.!]? wait|wait(?![\p{L}]| (?:for|until|and see|times?|list))|no,|actually,|actually no|actually[ ]+(?:it|the answer|i)(?![\p{L}])|correction:|scratch that|strike that|on second thou?ghts?|on reflection|let me (?:reconsider|rethink|re-?think|correct)|i (?:take (?:that|it) back|change my (?:mind|answer)|made a mistake|was wrong)|moment mal|warte|nein,|attendez|non,|espera|pera[íi]|aspetta|подождите|нет,|等等|不对|不對|待って|잠깐)/iu

/** Before an announcement: it is not the reply's own choice, or not its last. */
export const notOwn =
  /(?:(?:if|whether|unless|suppose|assuming|falls|wenn|ob|si|se)\s+(?:the |my |that |die |la |a )?(?:\w+ )?|(?:wrong|incorrect|worst|false|old|previous|former|alternative|second[- ]best|other|another|earlier|initial|first|obvious|least [\w ]{3,20}|falsche|mauvaise|incorrecta|errada|sbagliata|\p{L}+'s)\s+(?:correct |final |best )?|(?:some|others?|many|few|one|they|you|he|she|people)(?: \w+)? (?:would|could|might|may|should|will)\s+)$/iu

/** Rejected letters: "not A", "rather than A or B". */
export const rejected =
  /(?<![\p{L}])(?:not|nor|neither|than|unlike|over|against|excluding|instead of|nicht|pas|no|non|não|niet|не)\s+(?:options? |choices? )?[*_("'“]*[A-F](?![\p{L}\p{N}])(?:[*_)"'”]*(?:,| or| nor| and|\/)+\s*[*_("'“]*[A-F](?![\p{L}\p{N}]))*/giu
/** Letters that are a part of a name. */
export const namedLetter =
  /(?:doctor|dr\.?|vitamin|hepatitis|group|type|class|grade|stage|influenza|factor|part|figure|table|patient|nurse|protein|troponin|child|turn)\s+[A-F](?![\p{L}\p{N}])/giu
export const otherwise =
  /(?<![\p{L}])(?:alternatively|otherwise|or else|failing that|second[- ](?:best|choice)|sonst|sinon|altrimenti|de lo contrario)(?![\p{L}])/iu

/** A line that is a letter and its reason: "B, because …". */
export const letterWithReason =
  /^[\s*_("'“]*[A-F][*_)"'”.,:]*[\s–—-]+(?:because|since the|as the|given|weil|da die|porque|car|perché|omdat)(?![\p{L}])/u

export const neither =
  /^[\s*_"'“(]*(?:neither|none(?![\p{L}])|no (?:option|answer|choice)|null|n\/?a(?![\p{L}])|not (?:applicable|answerable|given)|keine|aucune|ninguna|nessuna|nenhuma|geen|ни один|以上都不|都不)/iu
export const noneAnywhere =
  /(?:none|neither|not (?:any|one)) of (?:the|these|them|those)(?: (?:above|given|offered|listed|four|five|six))?(?: (?:options|answers|choices))?|(?<![\p{L}])neither(?![\p{L}])|no option (?:is|fits)|keine der|aucune des|ninguna de las|nessuna delle/iu
export const either = /^[\s*_"'“(]*(?:either|between|entweder|soit|both|beide|all of|o bien)(?![\p{L}])/iu
export const refusal =
  /(?:I(?:'m| am) (?:sorry|unable|not able|not in a position)|I (?:cannot|can't|can not|won't|will not|must decline|decline)|as an ai|unable to (?:provide|answer|help)|not able to (?:provide|answer|help)|consult a (?:doctor|physician|qualified)|ich kann (?:dabei |ihnen |das )?(?:leider )?nicht|je ne peux pas|no puedo|não posso|non posso|ik kan (?:hier )?niet|я не могу|我无法|我不能|申し訳|できません|죄송)/iu
