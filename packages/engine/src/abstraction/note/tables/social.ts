/** Words of habits and circumstances by the topic of the form (keying-form.ts). Lower case, our own collection. */
export const SOCIAL_TERMS: Readonly<Record<string, readonly string[]>> = Object.freeze({
  tobacco:
    `tobacco|tobacco use|tobacco abuse|smoking|cigarette smoking|smoker|smokers|nonsmoker|non-smoker|never smoker|former smoker|current smoker|ex-smoker|current every day smoker|smokes|smoke|smoked|cigarette|cigarettes|cigar|cigars|packs per day|pack per day|pack a day|packs a day|ppd|pack-year|pack-years|pack year|pack years|chewing tobacco|smokeless tobacco|snuff|vape|vapes|vaping|e-cigarette|e-cigarettes|nicotine|quit smoking|stopped smoking|smoking cessation|tobacco products`.split(
      '|',
    ),
  alcohol:
    `alcohol|alcohol use|alcohol consumption|alcohol intake|etoh|etoh use|drinks alcohol|drinks socially|social drinker|drinks beer|drinks wine|beer|beers|wine|liquor|vodka|whiskey|alcoholic beverages|drinks per week|drinks per day|drinks a day|drinks a week|glass of wine|glasses of wine|binge drinking|sober|sobriety`.split(
      '|',
    ),
  drugs:
    `drugs|drug use|illicit drug|illicit drugs|illicit drug use|recreational drug|recreational drugs|recreational drug use|street drugs|illegal drugs|illegal drug use|iv drug use|ivdu|intravenous drug use|intravenous drug abuse|illicit substances|illicit substance use|illicits|marijuana|marijuana use|cannabis|thc|cocaine|cocaine use|heroin|heroin use|methamphetamine|methamphetamines|amphetamines|crack|crack cocaine|ecstasy|lsd|substance use|injection drug use|edibles|other drug use|drug or alcohol use`.split(
      '|',
    ),
  occupation:
    `occupation|employed|unemployed|self-employed|retired|works as|working as|works at|works for|works in|works full time|works full-time|works part time|works part-time|on disability|disabled|homemaker|housewife|veteran|retired from|student|job|employment`.split(
      '|',
    ),
  'living situation':
    `lives with|lives alone|lives in|lives at|living with|living alone|living at|resides with|resides in|resides at|homeless|nursing home resident|assisted living|lives independently|married|divorced|widowed|single|separated|group home|nursing home|lives by himself|lives by herself`.split(
      '|',
    ),
});

/** Topics whose words say so outside of a section of social history too; the others are too common. */
export const ANYWHERE: ReadonlySet<string> = new Set(['tobacco', 'alcohol', 'drugs']);

/** Relatives, for the family history; lower case, singular and plural. */
export const RELATIVES: ReadonlySet<string> = new Set(
  `mother mom father dad brother brothers sister sisters sibling siblings son sons daughter daughters uncle uncles aunt aunts cousin cousins grandmother grandfather grandparent grandparents grandma grandpa nephew niece parents parent mgm mgf pgm pgf half-brother half-sister grandson granddaughter twin child children relative relatives`.split(
    ' ',
  ),
);
export const RELATIVE_SIDES: ReadonlySet<string> = new Set(
  'maternal paternal great twin older younger first-degree half first second degree elder'.split(' '),
);
