/**
 * Words by which clinical English says that something is not so, is possible, was, may come, or is somebody else's. The method is ConText's (Harkema et al. 2009, J Biomed Inform
 * 42:839; NegEx: Chapman et al. 2001): a trigger has a direction and a scope, ends of scope cut it, pseudo-triggers look like one and are none, and of two that begin at a word
 * the longer counts. The lists are our own collection of general clinical usage. `#` stands for a number.
 */

/** What a trigger says of what lies in its scope. `affirmed` undoes a negation before it; `pseudo` says nothing, and hides shorter triggers. */
export type ContextEffect =
  | 'negated'
  | 'possible'
  | 'affirmed'
  | 'historical'
  | 'recent'
  | 'hypothetical'
  | 'family'
  | 'other'
  | 'patient'
  | 'pseudo'
  | 'end';

/**
 * Where the scope lies and how far it goes.
 * `phrase`: behind, to an end of scope or to a verb (negates a noun phrase and its list). `clause`: behind, to an end of scope; a verb does not end it before
 * the first comma. `item`: behind, to the next comma. `list`: behind, over semicolons, to the end of the sentence. `before`: what lies before, to an
 * end of scope. `item-before`: before, to the comma or `and`. `verb`: an end for `phrase` alone. `reason`: an end for every negation. `all`: an end for every scope.
 */
export type ContextReach =
  | 'phrase'
  | 'clause'
  | 'item'
  | 'list'
  | 'before'
  | 'item-before'
  | 'verb'
  | 'reason'
  | 'all'
  | 'none';

export interface ContextTrigger {
  readonly effect: ContextEffect;
  readonly reach: ContextReach;
}

const GROUPS: readonly (readonly [ContextEffect, ContextReach, string])[] = [
  [
    'negated',
    'phrase',
    `no|without|w/o|sans|absence of|the absence of|in the absence of|lack of|lacks|lacking|no evidence of|no evidence for|no evidence to suggest|without evidence of|no sign of|no signs of|no signs or symptoms of|no sign or symptom of
no s/s of|no suggestion of|no indication of|no complaints of|no complaint of|no c/o|without any|no new|no further|no acute|no definite|no obvious|no significant|no gross|no overt|no apparent|no known|no other
no other evidence of|no further evidence of|no radiographic evidence of|no mammographic evidence of|no clinical evidence of|no findings of|no findings to suggest|no findings to indicate|no history of|no h/o|no hx of|no prior history of|no previous
no past history of|no personal history of|no recent history of|no known history of|without history of|without a history of|without any history of|no family history of|without sign of|without signs of|without indication of|without complaints of|no symptoms of|no symptoms to suggest|no reports of|no report of
no episodes of|no further episodes of|no recurrence of|no recurrent|no residual|no longer|no longer has|no longer having|no longer any|free of|free from|clear of|is free of|devoid of|negative for|neg for|neg. for|-ve for|- for|is negative for|was negative for|were negative for
negative for any|tested negative for|test negative for|screened negative for|screen negative for|negative for evidence of|unremarkable for|not significant for|not remarkable for|not notable for|insignificant for|nonsignificant for|rules out|ruled out for|has been ruled out for|was ruled out for|rules him out for|rules her out for|rules the patient out for|ruled the patient out for|ruled out|ruled out a|ruled out an|excludes|excluded|exclusion of
rather than|instead of|as opposed to|never|never had|never has had|has never had|never developed|never experienced|never been diagnosed with|fails to reveal|failed to reveal|fails to show|failed to show|fails to demonstrate|failed to demonstrate|zero|nor|nor does he have|nor does she have|nor is there|nor are there|nor did he have|nor did she have|neither|nil|none of
resolution of|inconsistent with|atypical for|incompatible with|low suspicion for|low suspicion of|low clinical suspicion for|no suspicion for|no suspicion of|no concern for|no concerns for|little concern for|no cause for|argues against|argue against|arguing against|against a diagnosis of|speaks against|evidence against|no mention of|no reason to suspect|no reason to believe|absent|absent for|nonreactive for|non-reactive for|no focal|no specific|no particular`,
  ],
  ['negated', 'item', `negative|neg`],
  [
    'negated',
    'clause',
    `dad denies|daughter denies|family denies|family deny|father denies|husband denies|mom denies|mother denied|mother denies|parents denied|parents deny|son denies|wife denies|denies any known|denied any known|denies known|without any known|without known|denies any recent|denies|denied|deny|denying|denies any|denied any|denies having|denied having|denies ever having|denies history of|denies any history of|denied any history of|denies a history of|denies current|denies recent|denies significant|denies use of|pt denies|patient denies|not|n't|cannot|didn't|doesn't|don't|hasn't|haven't|hadn't|wasn't|isn't|aren't|weren't|won't|wouldn't|never had any
not have|did not have|does not have|do not have|has not had|have not had|had not had|not had|not having|does not appear to have|did not appear to have|not appear|not demonstrate|not exhibit|not feel|not show|did not show|does not show|not reveal|did not reveal|does not reveal|not see|not complain of|not complaining of|does not complain of|did not complain of|not report|does not report|did not report|not endorse|does not endorse|did not endorse|not experience|not experienced|not experiencing
not developed|did not develop|not develop|not know of|not known to have|not support|not support a diagnosis of|does not support|not suggest|not suggestive of|not consistent with|not compatible with|not typical of|not typical for|not characteristic of|not indicative of|not diagnostic of|not concerning for|not suspicious for|not believe|do not believe|not think|do not think|not suspect|do not suspect|not represent|not meet criteria for|not met criteria for|not associated with|not positive for|not felt to be|not felt to represent|doubt|doubts|i doubt|doubtful for|refutes|disclaims|negates`,
  ],
  [
    'negated',
    'before',
    `were ruled out|are ruled out|have been ruled out|were excluded|have been excluded|are excluded|were absent|are absent|all absent|are not present|were not present|are not seen|were not seen|are not identified|were not identified|are not appreciated|were not appreciated|are not noted|were not noted|are not evident|are not visualized|were not visualized|were not found|are not found|were not detected|are not detected|were not observed|are not observed|were not demonstrated|were denied|are denied|all denied|are negative|were negative|are all negative|were all negative|all negative
are not demonstrated|not present|not palpable|nonpalpable|non-palpable|not seen|not identified|not appreciated|not noted|not evident|not visualized|not found|not detected|not observed|not palpated|not elicited|not demonstrated|not heard|not felt|not reported|not endorsed|not noticed|not recognized`,
  ],
  [
    'negated',
    'item-before',
    `excluded by|excluded on|ruled out with|is not palpable|has resolved|have resolved|had resolved|was resolved|is resolved|now resolved|has since resolved|have since resolved|completely resolved|resolved|was ruled out|is ruled out|has been ruled out|had been ruled out|ruled out by|now ruled out|been ruled out|was excluded|is excluded|has been excluded|was absent|is absent|absent|is not present|was not present|is not seen|was not seen|is not identified|was not identified|is not appreciated|was not appreciated|is not noted|was not noted|is not evident|was not evident|is not visualized|was not visualized|was not found|is not found|was not detected|is not detected|was not observed|is not observed|was not demonstrated|is not demonstrated|was denied|is denied|is negative|was negative|came back negative|returned negative|test negative|tests negative|testing negative|negative|neg|-ve
(-)|( - )|(neg)|(negative)|has not been seen|has not occurred|did not occur|is not the case|not appear present|nonreactive|non-reactive|not likely|is not likely|not suspected|is not suspected|did not recur|has not recurred|is not an issue|is not a problem|is no longer present|no longer present|is gone|none seen|none noted|none present|none identified|none reported|unremarkable for`,
  ],
  [
    'possible',
    'phrase',
    `possible|possibly|probable|probably|likely|most likely|more likely|less likely|likely to be|suspected|suspect|suspects|suspicion of|suspicion for|suspicious for|high suspicion for|questionable|question of|question|query|? |?|r/o|rule out|rule-out|to rule out|ro|rule her out for|rule him out for|rule the patient out for|to exclude|exclude|evaluate for|evaluation for|evaluate for possible|work up for|workup for|work-up for|assess for|concern for|concerns for|concerning for|concerned for|concern of|concerned about|worrisome for|worried about|possibility of|the possibility of|could be|could represent|may be|may represent|might be|might represent|may have|might have|could have|may reflect|can not exclude|cannot exclude|can't exclude|could not exclude|cannot rule out|can't rule out|can not rule out|could not rule out|unable to exclude|unable to rule out|not ruled out|not excluded|does not exclude|do not exclude|not exclude|did not exclude|not rule out|does not rule out
versus|vs|vs.|presumed|presumptive|presumably|differential includes|differential diagnosis includes|differential diagnosis is|ddx|consider|considering|considered|perhaps|maybe|appears to be|cannot completely exclude|cannot entirely exclude|equivocal for|indeterminate for|borderline for|potential|unlikely to be|unlikely|very unlikely|highly unlikely|favor|favors|favored|suggestive of|suggests|suggesting|may suggest|could suggest|raises the possibility of|raising the possibility of|raises concern for|raising concern for|provisional|working diagnosis of|in question of|tentative|not sure if|unsure if|unsure whether|unclear if|unclear whether|not certain if|not certain whether|uncertain if|uncertain whether|whether`,
  ],
  [
    'possible',
    'before',
    `cannot be excluded|can not be excluded|can't be excluded|could not be excluded|cannot be ruled out|can not be ruled out|can't be ruled out|could not be ruled out|could be ruled out|not be excluded|not be ruled out|has not been excluded|has not been ruled out|have not been ruled out|was not ruled out|is not ruled out|is not excluded|not ruled out|not excluded|cannot be entirely excluded|cannot be completely excluded|cannot be completely ruled out|should be ruled out|must be ruled out|to be ruled out|will be ruled out|needs to be ruled out|need to be ruled out|ought to be ruled out|should be considered|is considered|is possible|are possible|is suspected|was suspected|are suspected|is likely|is probable|is questionable|questionable|is in question|is a possibility|is a consideration|in the differential|on the differential|is unlikely|are unlikely|seems unlikely|felt to be unlikely|unlikely|less likely|is less likely|is in the differential|suspected|vs|versus|is a concern|is of concern`,
  ],
  [
    'affirmed',
    'phrase',
    `positive for|+ve for|pos for|pos. for|is positive for|was positive for|tested positive for|endorses|endorsed|admits|admits to|admitted to having|reports|reported|complains of|complaining of|complained of|c/o|presents with|presented with|presenting with|notable for|significant for|remarkable for|does have|did have|do have|not without|never without|does not deny|did not deny|not deny|cannot deny|doesn't deny|consistent with|compatible with|showing|shows|showed|reveals|revealed|demonstrates|demonstrated|acknowledges|confirms|states that she has|states that he has|develops|developed|experienced|experiences|experiencing|diagnosed with|treated for|noted to have|found to have|there is|there was|there are|there were|positive|+`,
  ],
  [
    'historical',
    'phrase',
    `family history of|family hx of|fam hx of|family h/o|strong family history of|family history significant for|family history is significant for|family history positive for|family history is positive for|family history notable for|history of|h/o|hx of|hx|hx.|past history of|past medical history of|past medical history is significant for|past medical history significant for|past medical history is positive for|past medical history positive for|past medical history includes|past medical history is notable for|past medical history notable for|past medical history is remarkable for|past medical history remarkable for|past medical history|medical history of|medical history significant for|medical history is significant for|medical history includes|medical history notable for|surgical history of|surgical history significant for|surgical history includes|past surgical history significant for|past surgical history of|past surgical history includes|past surgical history|medical history|surgical history|psychiatric history of|pmh of|pmh significant for|pmh includes|pmh|pmhx|psh|personal history of|prior history of|previous history of|known history of|long history of|longstanding history of|long-standing history of|remote history of|significant history of|history significant for|history is significant for|history notable for|history positive for|history includes|history remarkable for|histories of|extensive history of|had a history of|has a history of|distant history of|prior episodes of|previous episodes of|previous diagnosis of|prior diagnosis of|past diagnosis of|was diagnosed with|previously diagnosed with|previously had|had previously|known to have|is known to have|known`,
  ],
  [
    'historical',
    'item',
    `status post|s/p|sp|status-post|previous|previously|prior|remote|past|former|formerly|childhood|ex-|old|post-op|hx of prior|previously noted|previously seen|past episodes of|had undergone`,
  ],
  [
    'historical',
    'before',
    `in the past|in the distant past|in the remote past|as a child|as a teenager|as an infant|in childhood|in infancy|in remission|at birth|in her youth|in his youth|has resolved|have resolved|had resolved|was resolved|now resolved|resolved|since resolved|is resolved|has cleared|prior to this`,
  ],
  [
    'historical',
    'item-before',
    `years ago|year ago|# years ago|# year ago|# yrs ago|# yr ago|several years ago|many years ago|a few years ago|years prior|years earlier|# years prior|a year ago|last year|years before|decades ago|# months ago|several months ago`,
  ],
  [
    'recent',
    'phrase',
    `now|currently|today|presents with|presented with|presenting with|presents for|presented for|presents to|presented to|presents today|who presents|who presented|who is admitted|is admitted|was admitted|admitted for|admitted with|admitted quite frequently|here for|here with|comes in|came in|complains of|complaining of|complained of|c/o|recent|recently|new|new onset|this morning|current|presents|presented|presenting|was found to have|was brought|was transferred|developed|had been reported|seen today|but his|but her|but he|but she`,
  ],
  [
    'hypothetical',
    'list',
    `if|if any|return for|return if|return with|return to er for|return immediately for|return precautions for|return precautions|should return|should she develop|should he develop|should you develop|should she experience|should he experience|should she have|should he have|should the patient develop|should you have|should you experience|should there be|should any|call for|call if|call with|call also for|call the physician if|call the office if|call your doctor for|call your doctor if|call the clinic if|in case of|in case|in the event of|in the event that|monitor for|monitored for|watch for|watch out for|look for|looking out for|be alert for|alert the physician if|notify if|notify for|seek care for|seek medical attention for|seek immediate care for|any of the following|as needed for|prn for|prn|p.r.n.|p.r.n|at risk for|at risk of|risk of|risk for|risks of|risks include|risks including|to prevent|prevention of|prophylaxis|prophylaxis for|prophylaxis against|precautions|potential for|advised to call|unless|until|would be|lest|as if|worry that|fear of|afraid of|screening for|screen for|screened for|to screen for|in order to prevent|warning signs|warned about|educated about|counseled on the signs of|ways of`,
  ],
  [
    'family',
    'phrase',
    `family history of|family hx of|fam hx of|family h/o|fh of|fhx of|fhx|fh|f/h|family history|family history significant for|family history is significant for|family history positive for|family history is positive for|family history notable for|family history includes|family medical history|strong family history of|family members with|family member with|family member|family members|runs in the family|
mother|mom|father|dad|brother|brothers|sister|sisters|sibling|siblings|son|sons|daughter|daughters|child had|children with|uncle|uncles|aunt|aunts|cousin|cousins|grandmother|grandfather|grandparent|grandparents|grandma|grandpa|maternal|paternal|nephew|niece|parents|parent|half-brother|half-sister|half-sibling|first-degree relative|first-degree relatives|first degree relative|first degree relatives|second-degree relative|relative|relatives|mgm|mgf|pgm|pgf|mother's|father's|brother's|sister's|twin brother|twin sister|stepbrother|grandson|granddaughter|fam hx|family hx`,
  ],
  [
    'family',
    'before',
    `in mother|in father|in her mother|in his mother|in her father|in his father|in the mother|in the father|in brother|in sister|in her brother|in his brother|in her sister|in his sister|in brothers|in sisters|in a brother|in a sister|in both parents|in parents|in her parents|in his parents|in siblings|in an aunt|in an uncle|in aunt|in uncle|in maternal|in paternal|in her maternal|in his maternal|in her paternal|in his paternal|in a maternal|in a paternal|in the family|in her family|in his family|in family|in grandmother|in grandfather|in a grandmother|in a grandfather|in a cousin|in a first-degree relative|in a first degree relative|in a relative|in relatives|in her son|in his son|in her daughter|in his daughter|in a son|in a daughter|(mother|(father|(brother|(sister|(mom|(dad|(maternal|(paternal|(aunt|(uncle|(grandmother|(grandfather|(parents|(son|(daughter|(siblings|(cousin|- mother|- father|- brother|- sister|- mom|- dad|- maternal|- paternal|- grandmother|- grandfather|- aunt|- uncle|: mother|: father|: brother|: sister|: mom|: dad|: maternal|: paternal|: grandmother|: grandfather|: aunt|: uncle|, mother|, father|runs in the family|runs in her family|runs in his family`,
  ],
  [
    'other',
    'phrase',
    `wife|husband|spouse|wife's|husband's|roommate|roommates|coworker|coworkers|co-worker|co-workers|friend|friends|neighbor|neighbors|boyfriend|girlfriend|fiance|fiancee|donor|the donor|organ donor|boyfriend's|girlfriend's|partner's|stepmother|stepfather|mother-in-law|father-in-law|classmate|classmates|caregiver|household contact|household contacts|close contact`,
  ],
  [
    'patient',
    'phrase',
    `the patient has|patient has|the patient is|patient is|pt has|pt is|the patient had|patient had|she has|he has|she had|he had|she is|he is|she was|he was|the patient was|patient was|personal history of|a personal history of|patient also has|she also has|he also has|her own|his own`,
  ],
  [
    'pseudo',
    'none',
    `no change|no changes|no change in|no changes in|no interval change|no interval change in|no significant change|no significant change in|no significant changes in|no significant interval change|no significant interval change in|no definite change|no suspicious change|without change|without change in|without interval change|without significant change|no increase|no increase in|no significant increase in|no decrease in|no worsening of|no improvement in|no improvement of|no improvement|without improvement|no relief|no relief of|no relief from|without relief|no better|not improved|not better|no resolution of|no progression of|no further treatment|no further work-up|no further workup
not only|not just|not merely|not simply|not necessarily|not certain|not sure|not always|not all|not clear|not fully|not completely|not entirely|not well controlled|not well-controlled|not controlled|not adequately controlled|not optimally controlled|not at goal|not been well controlled|not under control|not responding to|not responded to|not respond to|not cause|not relieved by|not relieved with|not alleviated by|not improved with|not limited to|including but not limited to|not withstanding|notwithstanding|not interested in|not had time|not uncommon|not unusual|not unexpected|not surprising|not surprisingly|not taking|not drain|not extend|not change|does not change|did not change|not affect|does not affect|not alter|not interfere with|not on|not been taking|not currently taking|not yet|not taken
no doubt|without doubt|without a doubt|without question|no question|without difficulty|without incident|without complication of treatment|no treatment for|not treated for|no medication for|no medications for|no therapy for|no response to|no show|no need for|no need to|no indication for|no contraindication to|no contraindications to|no control over|no cause of|no source of|no reason for|no matter|no one|no.|no other changes|no later than|no more than|no less than|not less than|not more than|if no|if not|or not|whether or not|why not
gram negative|gram-negative|double negative|triple negative|triple-negative|false negative|rh negative|rh-negative|negative pressure|negative affect|negative symptoms|negative thoughts|seronegative|er negative|pr negative|her2 negative|negative predictive value|negative inotrope|negative margins
history of present illness|history of the present illness|history of presenting illness|history and physical|history and examination|history, physical|history taking|history physical|# week history of|# weeks history of|# day history of|# days history of|# month history of|# months history of|# hour history of|# year history of|# years history of|-week history of|-day history of|-month history of|-year history of|-hour history of|week history of|day history of|month history of|hour history of|year history of|# week h/o|# day h/o|day h/o|week h/o|month h/o|year h/o|several day history of|several week history of|one-week history of|two-week history of|poor historian|social history
mother states|mother reports|mother notes|mother says|mother stated|mother reported|mother noted|mother is concerned|mother brought|mother present|mother who states|mother who reports|father states|father reports|father notes|father says|mom states|mom reports|mom notes|mom says|dad states|dad reports|dad says|dad notes|daughter states|daughter reports|daughter notes|daughter says|son states|son reports|son notes|son says|wife states|wife reports|wife notes|wife says|husband states|husband reports|husband notes|husband says|sister reports|sister states|brother reports|brother states|parents report|parents state|parents note|family reports|family states|friend states|friend reports|per mother|per father|per mom|per dad|per daughter|per son|per wife|per husband|per family|per parents|according to his wife|according to her husband|according to mother|according to her mother|according to his mother|according to the mother|according to the family|according to her daughter|according to his daughter|accompanied by his mother|accompanied by her mother|accompanied by mother|accompanied by his wife|accompanied by her husband|accompanied by her daughter|accompanied by his daughter|accompanied by her son|accompanied by his son|accompanied by her father|accompanied by his father|accompanied by her sister|accompanied by his sister|accompanied by friend|lives with mother|lives with her mother|lives with his mother|lives with parents|lives with her parents|lives with his parents|lives with his wife|lives with her husband|lives with wife|lives with husband|lives with her daughter|lives with his daughter|lives with her son|lives with his son|lives with roommate|lives with a friend|lives with friends|lives with her sister|lives with his brother|daughter of|son of|brought in by his wife|brought in by her husband|brought in by her daughter|brought in by his daughter|brought in by her son|brought in by his son|brought in by her mother|brought in by his mother|brought in by mother|brought in by wife|brought in by husband|brought in by family|as a friend
# years old|year old|year-old|positive airway pressure|positive pressure|positive end-expiratory pressure|old records|past few|past several|past #|past week|past month|past year|past day|past days|past weeks|past months|over the past|for the past|in the past #|in the past few|in the past several|in the past week|in the past month|in the past year|in the past day|in the past couple|in the past two|in the past three|past two|past three|past couple|past hour|past night|prior to|previous to|likely to benefit|question and answer|questions|questions answered|any questions|no questions|a question|considered to be a candidate|may be used|may be due to|may be related to|may be discharged|may take|may use|may have a|may resume|may return|would be reasonable|would be appropriate|see if|even if|consider starting|consider adding|negative pressure wound|known to us|well known to|well-known to|known allergies|known drug allergies|potential side effects|rule of|as well as`,
  ],
  [
    'end',
    'all',
    `but|however|although|though|nevertheless|nonetheless|yet|whereas|otherwise|except|except for|with the exception of|exception of|apart from|aside from|besides|save for|other than|still|despite|in spite of|regardless of|cause for concern`,
  ],
  [
    'end',
    'reason',
    `and has|and had|and is|and was|and are|and were|and reports|and complains|and he|and she|and they|and the patient|and there|because|because of|since|due to|secondary to|owing to|as a result of|in the setting of|on account of|given|given her|given his|given the|after|before|while|when`,
  ],
  [
    'end',
    'verb',
    `who|which|that|attributed to|resulting in|resulting from|caused by|as a cause of|as an etiology for|as the cause of|as a source for|as a reason for|as the source of|status post|s/p|is|are|was|were|has|have|had|having|will|would|should|can|could|may|might|remains|remained|appears|appeared|seems|seemed|continues|continued|underwent|received|takes|took|taking|states|stated|says|said|notes|noted|feels|felt|thinks|believes|believed|started|began|prescribed|given|using|used|came|went|improved|worsened|she|he|they|we|i|trial of|origin for|origin of|reason for|etiology of|source for|source of|cause of|causes of|following|where|then|therefore|thus|hence|so`,
  ],
];

/** Triggers by phrase. A phrase may have a forward and a backward reading. */
export const CONTEXT_TRIGGERS: ReadonlyMap<string, readonly ContextTrigger[]> = (() => {
  const map = new Map<string, ContextTrigger[]>();
  for (const [effect, reach, phrases] of GROUPS)
    for (const phrase of phrases.split(/[|\n]/).map((text) => text.trim())) {
      if (phrase === '') continue;
      const readings = map.get(phrase) ?? [];
      if (!readings.some((one) => one.effect === effect && one.reach === reach))
        readings.push(Object.freeze({ effect, reach }));
      map.set(phrase, readings);
    }
  return map;
})();
