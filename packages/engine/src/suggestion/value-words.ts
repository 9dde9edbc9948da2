/**
 * Values that give a column away, whatever it is called: `look: values`. Common values of forms and of HL7's code tables, in several languages; written for this project.
 */
const TABLE = `
gender: m,f,male,female,w,u,o,k,v,z,man,woman,other,unknown,unk,mannlich,maennlich,weiblich,masculin,feminin,masculino,femenino,feminino,maschio,femmina,homme,femme,hombre,mujer,mezczyzna,kobieta,muski,zenski,erkek,kadin,bay,bayan,muzhskoj,zhenskij,undifferentiated,nonbinary,non-binary,erkek hasta,vrouw,barbat,femeie
marital: married,single,divorced,widowed,separated,never married,domestic partner,common law,legally separated,annulled,unmarried,partner,significant other,life partner,verheiratet,ledig,geschieden,verwitwet,marie,celibataire,divorce,veuf,casado,soltero,divorciado,viudo,casada,soltera,coniugato,celibe,nubile,zonaty,zamezna,kawaler,evli,bekar,dul,bosanmis,ozenjen,udata,casatorit,necasatorit,divortat
race: white,black,asian,caucasian,african american,black or african american,american indian,american indian or alaska native,native hawaiian,pacific islander,native hawaiian or other pacific islander,hawaiian,multiracial,amer_ind_or_alaska_native,black_or_afri_amer,native_hawai_or_pac_island,other race,native,mixed,2106-3,2054-5,2028-9,1002-5,2076-8,2131-1,mexican,chinese,filipino,indian,japanese
ethnicity: hispanic,not hispanic,hispanic or latino,not hispanic or latino,non-hispanic,nonhispanic,non hispanic,latino,hisp_or_latin,not_hisp_or_latin,latina,non-hispanic or latino,2135-2,2186-5
language: english,spanish,french,german,chinese,mandarin,vietnamese,korean,tagalog,russian,arabic,portuguese,italian,polish,en,es,fr,de,zh,ru,ar,pt,eng,spa,fre,fra,deu,ger,en-us,es-us,cantonese,hindi,haitian creole,creole
religion: christian,catholic,roman catholic,jewish,muslim,islam,buddhist,hindu,protestant,baptist,methodist,lutheran,atheist,agnostic,presbyterian,episcopal,orthodox,mormon,adventist,pentecostal
relationship: self,spouse,child,parent,mother,father,son,daughter,sibling,brother,sister,wife,husband,grandparent,grandmother,grandfather,friend,guardian,aunt,uncle,partner,mth,fth,emergency contact,neighbor,cousin,domestic partner,legal guardian,foster parent,maternal grandmother,paternal grandfather,maternal grandfather,paternal grandmother,bro,sis,gp
smoking: never smoker,current every day smoker,former smoker,current some day smoker,smoker,heavy tobacco smoker,light tobacco smoker,current smoker,ex-smoker,non-smoker,nonsmoker,unknown if ever smoked,never assessed
severity: mild,moderate,severe,life threatening,fatal,life_threatening_severity,mild to moderate,moderate to severe,mild_to_moderate,severe_severity,critical,medium,high,low,leicht,schwer,leve,moderada,grave,light,255604002,6736007,24484000
reaction: hives,rash,anaphylaxis,swelling,nausea,vomiting,itching,shortness of breath,urticaria,angioedema,diarrhea,bronchospasm,pruritus,wheezing,dizziness,headache,cough,edema,hypotension,dermatitis,gi upset,stomach upset,dyspnea,respiratory distress,sneezing,fever,abdominal pain,weal,eruption of skin,wheal,exantheme,erythema
allergen: penicillin,sulfa,latex,peanuts,peanut,shellfish,aspirin,codeine,iodine,eggs,egg,milk,pollen,dust,mold,bee stings,cat dander,dog dander,house dust mite,tree nut,nuts,strawberry,wheat,soy,fish,nkda,no known allergies,nka,grass pollen,tree pollen,animal dander,morphine,amoxicillin,ibuprofen,contrast,dust mites
allergy-type: allergy,intolerance,adverse reaction,drug allergy,food allergy,side effect,sensitivity,propensity to adverse reactions,allergic
allergy-category: food,drug,medication,environment,environmental,biologic,pollen,animal,medicine,seasonal,drug class,drug ingredient,contact,da,fa,ea,ma
problem-status: active,inactive,resolved,recurrence,relapse,remission,chronic,acute,ongoing,deleted,in remission,c,a,r
problem-category: problem,problem-list-item,encounter-diagnosis,medical_problem,complaint,health concern,problem list,diagnosis,symptom,functional status,finding,chronic,acute
verification: confirmed,unconfirmed,provisional,differential,refuted,entered-in-error,presumed,probable,suspected,definite,possible
active-words: active,inactive,deleted,enabled,disabled,a,i,d,ac,in,current,deceased,archived,ina
med-status: active,inactive,completed,discontinued,stopped,on-hold,cancelled,canceled,suspended,draft,expired,filled,current,sent,pending
status: active,inactive,completed,complete,pending,cancelled,canceled,final,preliminary,corrected,new,open,closed,done,in progress,in-progress,draft,signed,unsigned,sent,received,reviewed,ordered,scheduled,aborted,routed,accepted
order-status: pending,routed,complete,completed,canceled,cancelled,ordered,sent,resulted,collected,in progress,active,on-hold,draft,received,partial,new,final
observation-status: final,prelim,preliminary,correct,corrected,error,incomplete,cancel,cancelled,complete,f,p,c,x,partial,amended,registered,reviewed,received,final result,final results
immunization-status: completed,refused,not administered,partially administered,not-done,administered,given,cp,re,na,pa,historical,deferred,done,declined
encounter-status: finished,planned,arrived,in-progress,cancelled,open,closed,completed,checked in,checked out,signed,triaged,discharged
appointment-status: booked,arrived,noshow,no show,cancelled,canceled,fulfilled,pending,confirmed,scheduled,checked in,checked out,completed,rescheduled,left without visit,-,@,>,~,?,%,x,*,no-show
encounter-class: amb,ambulatory,imp,inpatient,emer,emergency,outpatient,wellness,urgentcare,urgent care,home,hh,virtual,vr,obsenc,observation,ss,acute,nonac,prenc,fld,short stay,hospice
visit-type: office visit,new patient,established patient,follow up,follow-up,annual physical,telephone,telehealth,consultation,well child,well visit,physical,sick visit,home visit,nurse visit,procedure,urgent,check up,checkup,initial visit,telemedicine,video visit
route: oral,po,by mouth,iv,intravenous,im,intramuscular,sc,subcutaneous,sq,topical,inhalation,inhaled,nasal,rectal,transdermal,sublingual,ophthalmic,otic,vaginal,subcut,id,intradermal,per oris,c38288,c28161,nasally,percutaneous,intranasal,injection,buccal
frequency: bid,tid,qid,qd,daily,once daily,twice daily,b.i.d.,t.i.d.,q.i.d.,q.3h,q.4h,q.6h,q.8h,q4h,q6h,q8h,q12h,qhs,prn,weekly,monthly,every day,nightly,od,bd,three times daily,every 8 hours,every 12 hours,1-0-1,1-0-0,1-1-1,at bedtime,once,a.c.,p.c.,a.m.,p.m.,stat,four times daily
interpretation: high,low,normal,abnormal,h,l,n,a,hh,ll,critical,vhigh,vlow,no,yes,above normal,below normal,positive,negative,aa,overweight,obese,obesity,underweight,normal bl,overweight (bmi 25-29.9)
unit: mg,mcg,g,ml,kg,lb,lbs,cm,in,mmhg,mm[hg],%,bpm,/min,degf,cel,mg/dl,mmol/l,g/dl,u/l,iu/l,meq/l,ng/ml,pg/ml,units,tablet,tablets,capsule,tab,cap,mg/1cc,mg/2cc,mg/3cc,mg/4cc,mg/5cc,grams,mcg/1cc,ug/ml,inches,pounds,k/ul,m/ul,fl,pg,mm/hr,thousand/ul
observation-category: vital-signs,laboratory,social-history,survey,exam,imaging,procedure,therapy,activity,vital signs,lab,labs,vitals
payer-order: primary,secondary,tertiary,p,s,t,1,2,3,first,second,third
priority: routine,urgent,stat,asap,high,normal,low,emergency,elective,r,s,u,a
body-site: left,right,bilateral,left arm,right arm,left deltoid,right deltoid,left thigh,right thigh,arm,deltoid,oral,la,ra,lt,rt,ld,rd,left upper arm,right upper arm,tympanic,axillary,rectal,temporal artery,temporal,lower limb structure,abdomen,chest,back,head,knee,hip,shoulder,l,r,tympanic membrane
gender-identity: identifies as male,identifies as female,male-to-female,female-to-male,transgender,cisgender,genderqueer,cisgender woman,cisgender man,transgender female,transgender male
prefix: mr,mrs,ms,dr,miss,mr.,mrs.,ms.,dr.,prof,rev,herr,frau,m.,mme,sr,sra,sr.,sra.,pan,pani,dhr,mevr
problem-type: medical_problem,allergy,medication,surgery,dental,medical_device,problem,condition,procedure,diagnosis,immunization,device,lab,vital,health_concern,social,family
specialty: family medicine,internal medicine,pediatrics,cardiology,dermatology,general practice,neurology,oncology,orthopedics,psychiatry,radiology,surgery,urology,ob/gyn,gynecology,endocrinology,general surgery,anesthesiology,emergency medicine,nursing,nurse practitioner,physician assistant,cardiologist,pediatrician,neurologist,dermatologist,dentist
country: us,usa,united states,ca,canada,gb,uk,united kingdom,de,germany,fr,france,es,spain,it,italy,nl,au,australia,mx,mexico,br,brazil,pl,poland,ro,romania,hr,croatia,tr,turkey,in,india,united states of america
state: al,ak,az,ar,ca,co,ct,de,fl,ga,hi,id,il,in,ia,ks,ky,la,me,md,ma,mi,mn,ms,mo,mt,ne,nv,nh,nj,nm,ny,nc,nd,oh,ok,or,pa,ri,sc,sd,tn,tx,ut,vt,va,wa,wv,wi,wy,dc,pr,massachusetts,california,new york,texas,florida,illinois,ohio,on,qc,bc,ab,mb,sk,ns,nb,nl,pe,ontario,british columbia,quebec,alberta,washington,oregon,virginia,pennsylvania,georgia,michigan,arizona,colorado,nevada
complaint: follow up,follow-up,checkup,check up,annual exam,physical exam,cough,fever,headache,back pain,abdominal pain,chest pain,sore throat,rash,fatigue
`;

function read(): Map<string, ReadonlySet<string>> {
  const facts = new Map<string, Set<string>>();
  for (const line of TABLE.split('\n')) {
    const at = line.indexOf(':');
    if (at < 0) continue;
    for (const value of line.slice(at + 1).split(',')) {
      const key = value.trim().toLowerCase();
      const held = facts.get(key);
      if (held) held.add(line.slice(0, at));
      else facts.set(key, new Set([line.slice(0, at)]));
    }
  }
  return facts;
}

/** Plain value (lower case, no accents) to the looks that it has. */
export const VALUE_WORDS: ReadonlyMap<string, ReadonlySet<string>> = read();
