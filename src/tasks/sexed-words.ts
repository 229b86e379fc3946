// Words that can only be said of a woman or of a man, so that no option speaks of the uterus of a man.
import type { Strata } from '../records/case.ts'

const ofWomen =
  /\b(?:uter\w+|ovar\w+|pregnan\w+|hyster(?:ec|osc)\w+|vagin\w+|pap (?:smear|test)|cervical (?:cytology|cancer)|endometri\w+|fetal|fetus|placent\w+|labor|cesarean|eclampsia|menstr\w+|adnex\w+|hcg|oxytocin|lactat\w+|breastfe\w+|mammogra\w+|obstetric\w+|gynecolog\w+|amnio\w+|chorio\w+|dilation and curettage|polycystic ovary|leiomyoma\w*|contracepti\w+|abruptio|postpartum|delivery|vulv\w+|tubal|cephalic version|nonstress|intraductal papilloma|fibroadenoma)\b/i
const ofMen =
  /\b(?:prostat\w+|testic\w+|testis|scrot\w+|penile|penis|epididym\w+|erectile|hydrocele|varicocele)\b/i

/** Whether the text speaks of the organs of the other sex; of either, where the sex is unknown. */
export function clashesWithSex(text: string, sex: Strata['sex']): boolean {
  return (sex !== 'female' && ofWomen.test(text)) || (sex !== 'male' && ofMen.test(text))
}

/** What only a pregnant woman has: no wrong option for anybody, since a pregnancy would not be left unsaid. */
export function needsPregnancy(text: string): boolean {
  return /\b(?:(?:uterine )?contractions|morning sickness|fetal movements?|broken waters?)\b/i.test(text)
}
