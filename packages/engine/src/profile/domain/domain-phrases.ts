import type { TableDomain } from '../../artifacts/source-profile.js';
import { DOMAIN_IDEAS } from './domain-ideas.js';

/** Ideas that a name holds together, the domain that they speak for, and how strongly (3 is clear by itself). */
export interface DomainPhrase {
  readonly ideas: readonly string[];
  readonly domain: TableDomain;
  readonly weight: number;
}

const ideaOf = (word: string): string => DOMAIN_IDEAS.get(word) ?? word;

/** `idea+idea:weight`; 3 where no weight stands. Words of one idea are one phrase, of the greatest weight. */
function read(rows: Readonly<Partial<Record<TableDomain, string>>>): readonly DomainPhrase[] {
  const phrases = new Map<string, DomainPhrase>();
  for (const [domain, text] of Object.entries(rows))
    for (const part of text.split(/\s+/)) {
      const [words = '', given = '3'] = part.split(':');
      const phrase = { ideas: words.split('+').map(ideaOf), domain: domain as TableDomain, weight: Number(given) };
      const key = `${domain} ${phrase.ideas.join(' ')}`;
      if (phrase.weight > (phrases.get(key)?.weight ?? 0)) phrases.set(key, phrase);
    }
  // Phrases of the same words stand together: they are found together.
  return [...phrases.values()].sort(
    (a, b) => b.ideas.length - a.ideas.length || compare(a.ideas.join(' '), b.ideas.join(' ')) || b.weight - a.weight,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What names of tables say. */
export const TABLE_PHRASES: readonly DomainPhrase[] = Object.freeze(
  read({
    demographics:
      'patient:1.6 patient+name:3 patient+address patient+phone patient+email patient+person patient+birth race ethnicity sex:2 person:1.4 person+name person+address person+attribute tribal occupation:2.5 occupation+industry employer:2 identity patient+registration patient+identifier identifier:1 patient+attribute client:1.2 patient+master patient+extension sexual+orientation household birth:1.5 patient+merged name:1',
    contacts:
      'contact relative:2.6 emergency+contact guarantor:2.6 contact+address contact+phone phone:1.4 address:1.6 patient+relative patient+contact dependent',
    encounters: 'encounter admission:2.6 episode encounter+encounter visit encounter+provider',
    problems:
      'problem condition diagnosis encounter+diagnosis patient+problem patient+diagnosis issue:2.2 comorbidity chronic:2 health+concern',
    allergies: 'allergy drug+allergy allergy+reaction allergy+list reaction:1.5',
    medications:
      'medication drug:2.4 prescription dose:1.6 dispense:2.4 administration:1.2 medication+order:3.3 order+medication:3.3 drug+order:3.3 medication+administration medication+dispense drug+dispense patient+pharmacy:1 medication+dose infusion sig:1.5 medication+list',
    immunizations: 'immunization immunization+order patient+immunization immunization+registry',
    results:
      'laboratory:2.4 result laboratory+result:3.5 observation:2 specimen:2.2 test:1.5 laboratory+test panel:1.5 pathology radiology:2.2 procedure+result:3.5 order+result:3.5 laboratory+observation:3.5 diagnostic+report laboratory+report:3.4 test+result:3.4 procedure+report:3 radiology+result:3.4 observation+result:3.4 procedure+specimen:3 culture:2 encounter+observation:2.6',
    orders:
      'order:2.4 order+procedure:3.4 order+diagnosis:3.2 order+diagnosis+procedure:3.6 laboratory+order:3.4 order+order procedure+order:3.4 order+detail radiology+order:3.4 test+order:3.4 laboratory+order+specimen:3.6 laboratory+order+answer:3.6 laboratory+order+diagnosis:3.6 laboratory+order+document:3.6 order+item',
    vitals:
      'vital measurement:2.4 vital+measurement blood+pressure weight:2 height:2 growth:1.6 bmi biometric:2 observation+vital',
    procedures:
      'procedure:2.6 device:2.6 surgery procedure+code:2.4 implant encounter+procedure patient+procedure dialysis anesthesia',
    history:
      'family+history:3.6 social+history:3.6 history+social:3.4 medical+history:3.6 surgical+history:3.6 family+medical+history:4 history:1.2 social:2.4 family:2.2 history+data:2.6 patient+history:3 smoking obstetric pregnancy:2 risk:1.4 risk+score family+history+diagnosis:4 smoking+status:3.4',
    documents:
      'document patient+document image:2.2 consent:2.6 letter:2.4 correspondence consent+form:3.4 encounter+document laboratory+result+document:3.3 directive:2.6 advance+directive file:2 scan folder:2 document+category signature:1.2',
    notes:
      'consultation+report:3 note form:2 form+note exam:2.2 review:1 progress+note:3.4 clinical+note:3.4 encounter+note:3.2 form+answer:2.8 addendum questionnaire:2.4 case+note:3.2 soap macro:1 ros review+system',
    appointments:
      'appointment schedule:2.6 waiting+list:2.6 recurrence:1.6 patient+appointment waiting:2.4 oncall:2 holiday:2',
    referrals:
      'referral patient+referral referral+order:3.3 encounter+request:2.6 consultation+request:3 referral+provider:2.4 consultation+response consultation+document consultation+extension',
    'care-plans':
      'care+plan:3.6 plan:1.6 goal:2.8 care+team:3.6 team:2 program:2.4 patient+program:3.4 education:2 health+maintenance:3 treatment+plan:3.4 clinical+plan:2.6 care+gap disposition:1 therapy:1.5 intervention:1.5',
    insurance:
      'insurance policy:1.4 patient+insurance insurance+company:3.4 insurance+type:2.6 authorization:2 benefit:2 insurance+plan:3.4 eligibility member:1',
    billing:
      'billing:3 claim:3 charge:2.8 payment:3 invoice:3 fee:2.6 account:1.8 adjustment:2 statement:1.8 tax:1.6 transaction:1.4 superbill:3 billing+procedure:3.4 billing+insurance:3.4 billing+diagnosis:3.4 fee+schedule:3.4 revenue:2.4 billing+service:3.3 billing+type:3 billing+code:3 payment+type:3 collection:2 clearinghouse:2.6 remittance:3 billing+history:3.4 payment+audit:2.4',
    users:
      'user:2.6 provider:2.8 doctor nurse staff user+role:1.5 provider+attribute:3.2 provider+staff position:1.6 specialty:1.6 provider+type:2.4 user+group:2.2 user+account care+provider:2.6 provider+extension credential:1',
    organizations:
      'facility organization department location:2.4 pharmacy:2.6 patient+pharmacy:2.8 facility+location location+attribute:3 facility+user:2.4',
    messages:
      'message:2.8 reminder:2.4 task:1.4 message+recipient:3.4 message+attachment:3.3 notification email:1.6 patient+message:3.4 patient+reminder:3 fax:2.4 communication:2 phone+message:3.2 mail+queue fax+queue phone+encounter:3.2',
    inventory:
      'inventory product:2.2 sale:2 medication+inventory:3.4 drug+inventory:3.4 lot+number:2 purchase:2.4 purchase+order:3.4 medication+product:2.4 drug+product:3 immunization+lot:2.4 pharmacy+medication:3',
    lookup:
      'code+condition:2.6 care+setting:3.2 encounter+role:3.2 lookup:2.6 type:2.6 appointment+type:3.2 appointment+status:2.6 category:2.4 status:1.2 code:1.6 class:2 option:2.2 country:2.6 language:2.2 list+option:3.4 description:1 reference:1.6 diagnosis+code:3 procedure+code+long:3 lookup+code:3 reference+type:3 order+set:2.6 frequency:1.8 map+type:2 lookup+answer:2.6 role+type drug+ingredient:2.6 lookup+drug:3 list+item:2 procedure+master:3.2 drug+master:3.2 medication+master:3.2 test+master:3.2 diagnosis+master:3.2 code+master:3.2 item+master:3 gem:2 synonym:2.2 icd long+code:2 medication+template:2.4 attribute+type:3.2 answer+validation:1.6 tag:1.2 list:0.8',
    audit:
      'audit user+history:3 log:2.6 access+log:3.4 audit+log:3.6 activity:1.4 audit+detail:3.4 user+activity:2.4 message+log:2.8 clinical+log:2.6 log+entry transmission+log:3.4 submission+log:3.4 archive:0.8 merge+log:3 tracking:2.2 event+log:3.2',
    technical:
      'product+registration:3 system:2.6 privilege:3 session:2.8 menu:2.8 migration:3 scheduler:2.6 queue:2 sequence:2.8 sync:2.2 mapping:2 rule:2.2 template:2 temporary:1.6 registry:1.6 filter:2 field:1.6 user+system:3.2 module+system:3.4 provider+system:2.6 privilege+group:3.2 job:1.6 batch:1.8 background:2.4 token:3 user+privilege:3 document+template:2.6 message+template:2.4 serialized:2.4 storage:1.6 cohort:1.6 cohort+member:2.8 definition:1.6 routing:1.2 report+template:3 report+filter:3 report+system:3 report+field:3 form+field:2.4 form+layout:3 report:1.2 field+type:2.6 document+rule:2 message+system:2 study:1.6 vis:0.5 measure:0.3 api:2.4 key:1.4 function:1.4 lock:2.2 note+lock:3 note+temporary:3 system+lookup:2.4 notification+system:3 email+system:3 fax+system:3 privilege+privilege:3 user+token:3',
  }),
);

/** What names of columns say; several together make a case. */
export const COLUMN_PHRASES: readonly DomainPhrase[] = Object.freeze(
  read({
    demographics:
      'birth:1.5 ssn:1.6 race:1.5 ethnicity:1.5 marital:1.5 sex:1 maiden:1.5 deceased:1.4 death:1.2 religion:1.4 language:0.6 first+name:0.6 last+name:0.6 fname:0.7 lname:0.7 mothers+name:1 address:0.3 city:0.3 phone:0.3 email:0.2 zip:0.3 postal:0.3 surname:0.6 occupation:0.8 middle+name:0.8 drivers+license:1.2 identifier+type:0.6 preferred+name:1',
    contacts:
      'relative:2 relationship:1.6 emergency:1.6 contact+type:1.6 contact:0.8 phone:0.4 address:0.3 city:0.2 line:0.3 next+kin:2 guardian:1.6',
    encounters:
      'encounter+type:1.4 encounter+class:1.8 chief+complaint:1.4 admission:1.4 discharge:1.4 reason+encounter:1 encounter+date:1 encounter+reason:1.2 disposition:0.8 start+date:0.2 facility:0.3 admission+date:1.6 discharge+date:1.6 encounter+status:1.2',
    problems:
      'onset:1.4 diagnosis:1.2 problem:1.6 condition:1.4 resolved:1.3 diagnosis+code:1.2 chronic:1.2 abatement:1.4 icd:1.2 verification+status:0.8 diagnosis+date:1.2',
    allergies:
      'allergy:2 reaction:1.6 severity:1 allergen:2 adverse:1.4 criticality:1.6 allergy+type:1.6 reaction+severity:1.6',
    medications:
      'drug:1.2 dose:1.4 refill:1.5 sig:1.5 route:0.9 quantity:0.5 frequency:0.8 medication:1.3 prescription:1.4 dispense:1.3 ndc:1.6 strength:1.3 days+supply:1.6 rxnorm:1.8 substitution:1.4 daw:1.4 duration:0.5 generic:1 drug+name:1.6 directions:1.2 prn:1.2 dosage:1.4 side+effect:1.4 sideeffects:1.4 prescriber:1.2',
    immunizations:
      'immunization:2 cvx:2.2 lot:1 lot+number:1.6 manufacturer:0.6 vis:1.4 administered:0.8 administration+site:1.4 expiration:0.8 vfc:2 funding:1 vaccine:2 series:0.7 injection:1.4 dose+number:1.2',
    results:
      'result:1.4 reference+range:1.8 abnormal:1.6 loinc:1.6 specimen:1.3 unit:0.7 range:0.8 result+value:1.6 result+status:1.2 observation:1 interpretation:0.8 collected:1.1 laboratory:1.3 low:0.5 high:0.5 value:0.4 accession:1.4 test+name:1.4 test:0.7 analyte:1.4 minimum:0.5 maximum:0.5 report+date:0.8 modality:1.8 collection+date:1.2 result+date:1.4 abn:1.4',
    orders:
      'order:1 order+date:1.4 priority:0.6 ordered:1.2 order+status:1.4 order+type:1.2 ordering+provider:1.4 fasting:1.4 requisition:1.4 placer:1.6 filler:1.6 order+number:1.2 specimen:0.5 clinical+history:0.8 urgency:1',
    vitals:
      'blood+pressure:2.2 blood:1.2 systolic:2 diastolic:2 pulse:1.4 respiration:1.2 temperature:1 weight:1.1 height:1.3 bmi:2 oxygen:1.6 waist:1.6 head+circumference:1.8 vital:1.6 measurement:1 measuring:1.2 hr:0.6 rr:0.6 o:0.1',
    procedures:
      'procedure:1.3 procedure+code:1.3 cpt:1 surgeon:1.8 body+site:1.1 laterality:1.1 anesthesia:1.8 procedure+date:1.6 device:1.4 udi:1.8 implant:1.6 operating+room:1.8 serial+number:0.9 date+operation:1.6 surgery:1.3',
    history:
      'tobacco:1.7 alcohol:1.7 smoking:1.7 coffee:1.6 exercise:1.3 family:0.8 mother:0.8 father:0.8 siblings:1.2 pack:1 sexual:0.8 drug+use:1 relative+diagnosis:1.2 history+mother:1.8 history+father:1.8 education:0.5 food:0.4 housing:1',
    documents:
      'document:1.3 file+name:1.5 filename:1.5 mime:1.7 mimetype:1.7 file:0.9 url:0.7 file+path:1.4 filepath:1.4 pages:1 page+count:1.2 hash:0.4 content+type:1.2 document+type:1.4 scan:1.2 image:0.9 consent:1.3 thumb:1',
    notes:
      'note:1 narrative:1.4 subjective:1.8 objective:1.6 assessment:1.1 plan:0.4 note+text:1.5 note+type:1.4 addendum:1.5 signed:0.7 dictation:1.6 form+edited:1.4 form+created:1.4 progress:1 hpi:1.4 exam:1 form:0.5 question:0.8 answer:0.8 comments:0.4',
    appointments:
      'appointment:1.5 start+time:1 end+time:1 duration:0.6 appointment+date:1.4 appointment+time:1.4 appointment+status:1.4 appointment+type:1.3 recurrence:1.2 no+show:1.6 checkin:1.2 check+in:1.2 slot:1.4 available:0.6 hour:0.6',
    referrals:
      'referral:1.8 referred:1.4 referral+date:1.6 referring:1.2 specialist:1.2 referral+reason:1.6 urgency:0.6 refer:1.2',
    'care-plans':
      'goal:1.6 care+plan:1.8 plan:0.4 target+date:1.2 care+team:1.8 intervention:1.2 activity:0.2 program:1 instruction:1 team:1 barrier:1.2',
    insurance:
      'subscriber:1.8 group+number:1.5 insurance:1 copay:1.4 payer:1 member+id:1.3 plan+name:1.3 coverage:1.4 effective+date:0.6 policy+number:1.8 eligibility:1.4 insured:1.4 deductible:1.6 termination+date:0.8 policy:1.1',
    billing:
      'charge:1.2 fee:1.2 billing:1 payment:1.2 amount:1 billed:1.3 claim:1.3 modifier:1.1 invoice:1.4 paid:1.2 balance:1.3 tax:0.9 price:1 cost:0.7 adjustment:1.2 revenue:1.3 units:0.3 card+number:1.5 payer:0.5 total:0.6 justify:1.2 remit:1.4',
    users:
      'npi:1.5 username:1.5 user+name:1.2 password:1.3 specialty:1.3 dea:1.5 license:1 taxonomy:1.3 upin:1.5 salary:1.6 first+name:0.4 last+name:0.4 fname:0.4 lname:0.4 hire+date:1.5 provider+type:1.3 supervisor:1.2 credential:1.1 federal+tax:1 degree:1 bonus:1.2 joining:1.2 doctor+name:0.8',
    organizations:
      'npi:0.6 address:0.5 city:0.4 state:0.3 zip:0.4 fax:0.6 phone:0.4 facility+name:1.2 clia:1.6 facility+code:1 tax+id:0.8 organization+name:1.4 department+name:1.5 floor:1 building:1 website:0.8 revenue:0.4 name:0.2 capacity:1 lat:0.8 lon:0.8 bed:0.8 room:0.8',
    messages:
      'message:1.3 sender:1.6 recipient:1.6 subject:1.2 body:0.9 sent:1.1 read:0.7 thread:1.4 reply:1.4 assigned:0.8 reminder:1.1 sent+date:1.3 due:0.5 email:0.3 inbox:1.2 attachment:0.8',
    inventory:
      'stock:1.7 on+hand:1.8 warehouse:1.8 reorder:1.8 vendor:1.2 lot+number:0.8 expiration:0.8 price:0.7 quantity:0.8 product:1 manufacturer:0.9 supplier:1.3 gtin:1.5 in+stock:1.7 producer:1.2 maker:1.2',
    lookup:
      'description:0.8 display+order:1.2 sort+order:1 is+active:0.3 active:0.4 abbreviation:1 code:0.8 short+description:1.3 long+description:1.3 revision:0.7 retired:0.9 sort:0.7 seq:0.4 label:0.7 option:0.7 category:0.4 code+system:0.6 uuid:0.1 language:0.4 type:0.3 coding+system:0.4 synonym:1.2',
    audit:
      'event:0.7 action:1 ip:1.2 ip+address:1.4 checksum:1.2 log:1.2 old+value:1.8 new+value:1.8 success:1 user+agent:1.4 table+name:0.9 field+name:0.6 audit:1.2 request:0.5 response:0.5 http:1.2 changed:0.8 logged:1.2 access:0.8',
    technical:
      'token:1.5 session:1.4 menu:1.5 module:1.3 config:1.5 system:0.8 setting:1.5 role:1 privilege:1.6 permission:1.6 sql:1.4 script:1 template:0.9 version:0.7 xml:0.7 acl:1.5 lft:1.5 rgt:1.5 cron:1.5 next+run:1.5 execute:1 expires:0.6 key:0.4 class+name:1.4 style:0.9 css:1.5 width:0.7 html:0.9 javascript:1.4 scope:0.5 queue:1 filter:0.8 parent:0.3 handler:1.2 column:0.7 table+name:0.9 field+name:0.8 field:0.5 value:0.3 function:0.8 hidden:0.8 section+value:1.4 allow:1 enabled:0.6 claim+type:0.6',
  }),
);
