import type { CleanerRegistry } from '../base/cleaner.js';
import { addressLines } from './address-lines.js';
import { base64 } from './base64.js';
import { birthSex } from './birth-sex.js';
import { bloodPressure } from './blood-pressure.js';
import { bodySite } from './body-site.js';
import { boolean } from './boolean.js';
import { code } from './code.js';
import { codeText } from './code-text.js';
import { codedList } from './coded-list.js';
import { country } from './country.js';
import { cpt } from './cpt.js';
import { cvx } from './cvx.js';
import { date } from './date.js';
import { dateTime } from './date-time.js';
import { decimal } from './decimal.js';
import { doseQuantity } from './dose-quantity.js';
import { email } from './email.js';
import { encounterClass } from './encounter-class.js';
import { ethnicity } from './ethnicity.js';
import { frequency } from './frequency.js';
import { gender } from './gender.js';
import { hcpcs } from './hcpcs.js';
import { humanName } from './human-name.js';
import { icd } from './icd.js';
import { icd9 } from './icd9.js';
import { icd10 } from './icd10.js';
import { instant } from './instant.js';
import { integer } from './integer.js';
import { interpretation } from './interpretation.js';
import { language } from './language.js';
import { loinc } from './loinc.js';
import { maritalStatus } from './marital-status.js';
import { namePart } from './name-part.js';
import { ndc } from './ndc.js';
import { noKnownAllergy } from './no-known-allergy.js';
import { noteFile } from './note-file.js';
import { noteFormat } from './note-format.js';
import { noteText } from './note-text.js';
import { npi } from './npi.js';
import { phone } from './phone.js';
import { positive } from './positive.js';
import { quantity } from './quantity.js';
import { quantityOrNone } from './quantity-or-none.js';
import { race } from './race.js';
import { range } from './range.js';
import { refuted } from './refuted.js';
import { relationship } from './relationship.js';
import { religion } from './religion.js';
import { route } from './route.js';
import type { Rule } from './rule.js';
import { rxnorm } from './rxnorm.js';
import { severity } from './severity.js';
import { sig } from './sig.js';
import { smokingStatus } from './smoking-status.js';
import { snomed } from './snomed.js';
import { ssn } from './ssn.js';
import { state } from './state.js';
import { string } from './string.js';
import { stringUnlessBloodPressure } from './string-unless-blood-pressure.js';
import { stringUnlessDate } from './string-unless-date.js';
import { stringUnlessQuantity } from './string-unless-quantity.js';
import { subscriberRelationship } from './subscriber-relationship.js';
import { text } from './text.js';
import { time } from './time.js';
import { ucum } from './ucum-unit.js';
import { unii } from './unii.js';
import { uuidBytes } from './uuid-bytes.js';
import { zip } from './zip.js';

/** All cleaning functions, by the name that mapping specs call them by. */
export const rules: readonly Rule[] = [
  addressLines,
  base64,
  birthSex,
  bloodPressure,
  bodySite,
  boolean,
  codeText,
  code,
  codedList,
  country,
  cpt,
  cvx,
  dateTime,
  date,
  decimal,
  doseQuantity,
  email,
  encounterClass,
  ethnicity,
  frequency,
  gender,
  hcpcs,
  humanName,
  icd,
  icd10,
  icd9,
  instant,
  integer,
  interpretation,
  language,
  loinc,
  maritalStatus,
  namePart,
  ndc,
  noKnownAllergy,
  noteFile,
  noteFormat,
  noteText,
  npi,
  phone,
  positive,
  quantityOrNone,
  quantity,
  race,
  range,
  refuted,
  relationship,
  religion,
  route,
  rxnorm,
  severity,
  sig,
  smokingStatus,
  snomed,
  ssn,
  state,
  stringUnlessBloodPressure,
  stringUnlessDate,
  stringUnlessQuantity,
  string,
  subscriberRelationship,
  text,
  time,
  ucum,
  unii,
  uuidBytes,
  zip,
];

export const cleaners: CleanerRegistry = new Map(rules.map((rule) => [rule.name, rule]));
