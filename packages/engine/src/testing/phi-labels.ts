/**
 * Columns of two public systems that identify people (45 CFR 164.514(b)(2)), as read by us from their schemas and synthetic data. Columns not named identify nobody.
 * `either`: record keeping (who typed a row and when, keys of staff), where both answers can be defended; not scored.
 */
export interface PhiLabels {
  readonly phi: readonly string[];
  readonly either: readonly string[];
}

const labels = (phi: string, either = ''): PhiLabels => ({
  phi: phi.split(' ').filter((name) => name !== ''),
  either: either.split(' ').filter((name) => name !== ''),
});

export const openemrLabels: Readonly<Record<string, PhiLabels>> = Object.freeze({
  patient_data: labels(
    'fname lname mname DOB street postal_code city ss phone_home phone_contact phone_cell phone_biz email pubpid pid mothersname guardiansname guardianaddress guardiancity guardianpostalcode guardianphone guardianworkphone guardianemail preferred_name cmsportal_login date financial_review',
    'id uuid last_updated created_by updated_by contact_relationship occupation',
  ),
  form_encounter: labels('date reason pid', 'encounter id uuid last_update'),
  lists: labels('date begdate comments pid', 'id uuid user modifydate'),
  prescriptions: labels(
    'patient_id start_date note datetime txDate date_added',
    'user date_modified created_by updated_by encounter',
  ),
  immunizations: labels(
    'patient_id administered_date note education_date',
    'administered_by vis_date create_date update_date expiration_date lot_number created_by updated_by',
  ),
  form_vitals: labels('date pid note', 'user last_updated'),
  form_soap: labels('date pid subjective objective assessment plan', 'user'),
  procedure_order: labels('patient_id date_collected date_ordered patient_instructions', 'clinical_hx'),
  procedure_report: labels('date_collected date_report report_notes', 'specimen_num'),
  procedure_result: labels('date comments', 'document_id'),
  insurance_data: labels(
    'policy_number group_number subscriber_lname subscriber_fname subscriber_DOB subscriber_street subscriber_postal_code subscriber_city subscriber_phone subscriber_employer subscriber_employer_street subscriber_employer_postal_code subscriber_employer_city pid date',
    'subscriber_employer_country',
  ),
  pnotes: labels('date body pid', 'user assigned_to title'),
  documents: labels('date docdate document_data url', 'owner revision foreign_id hash name'),
  openemr_postcalendar_events: labels(
    'pc_pid pc_eventDate pc_endDate pc_hometext',
    'pc_time pc_recurrspec pc_startTime pc_endTime',
  ),
  history_data: labels(
    'last_mammogram last_prostate_exam last_physical_exam last_sigmoidoscopy_colonoscopy last_ecg last_retinal last_fluvax last_pneuvax tonsillectomy cholecystestomy heart_surgery hysterectomy hernia_repair appendectomy date pid additional_history exams',
    'created_by history_mother history_father history_siblings history_offspring history_spouse',
  ),
  employer_data: labels('name street postal_code city date pid'),
  users: labels('username password fname lname email', 'date_created last_updated id uuid'),
  facility: labels('', 'phone fax street city postal_code date_created last_updated'),
  procedure_order_code: labels(''),
  billing: labels('date pid', 'encounter user'),
});

export const syntheaLabels: Readonly<Record<string, PhiLabels>> = Object.freeze({
  patients: labels(
    'BIRTHDATE DEATHDATE SSN DRIVERS PASSPORT FIRST MIDDLE LAST MAIDEN BIRTHPLACE ADDRESS CITY COUNTY FIPS ZIP LAT LON',
    'Id',
  ),
  allergies: labels('START STOP PATIENT'),
  careplans: labels('START STOP PATIENT', 'Id'),
  conditions: labels('START STOP PATIENT'),
  devices: labels('START STOP PATIENT UDI'),
  encounters: labels('START STOP PATIENT', 'Id'),
  imaging_studies: labels('DATE PATIENT SERIES_UID INSTANCE_UID', 'Id'),
  immunizations: labels('DATE PATIENT'),
  medications: labels('START STOP PATIENT'),
  observations: labels('DATE PATIENT'),
  payer_transitions: labels('PATIENT MEMBERID START_DATE END_DATE OWNER_NAME'),
  payers: labels(''),
  procedures: labels('START STOP PATIENT'),
  providers: labels('NAME', 'ADDRESS CITY ZIP LAT LON'),
  supplies: labels('DATE PATIENT'),
});
