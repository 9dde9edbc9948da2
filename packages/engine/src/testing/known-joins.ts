/**
 * Which columns name rows of which tables in two electronic health records, as somebody who knows them reads their schemas: names only, of tables that have
 * rows in the test dumps. `must`: a join by meaning and by data. `may`: right by meaning, but without values that could show it, a code into a list,
 * or one of several readings; finding it is no mistake and missing it none. `*` stands for any parent.
 */
export interface KnownJoins {
  readonly must: readonly string[];
  readonly may: readonly string[];
}

const read = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [to = '', from = ''] = line.split(' < ');
      return from.split(' ').map((column) => `${column} -> ${to}`);
    });

export const OPENEMR_JOINS: KnownJoins = {
  must: read(`
patient_data.pid < ar_activity.pid ar_session.patient_id billing.pid claims.patient_id contact_relation.target_id documents.foreign_id employer_data.pid form_encounter.pid form_soap.pid form_vitals.pid forms.pid history_data.pid immunizations.patient_id insurance_data.pid lists.pid openemr_postcalendar_events.pc_pid patient_access_onsite.pid person_patient_link.patient_id pnotes.pid prescriptions.patient_id procedure_order.patient_id
form_encounter.encounter < ar_activity.encounter billing.encounter claims.encounter_id documents.encounter_id forms.encounter immunizations.encounter_id prescriptions.encounter procedure_order.encounter_id
ar_session.session_id < ar_activity.session_id
code_types.ct_key < ar_activity.code_type billing.code_type
users.id < ar_activity.post_user ar_session.user_id billing.provider_id form_encounter.provider_id forms.provider_id immunizations.administered_by_id immunizations.ordering_provider openemr_postcalendar_events.pc_aid patient_data.providerID prescriptions.filled_by_id prescriptions.provider_id procedure_order.provider_id
insurance_companies.id < ar_session.payer_id claims.payer_id insurance_data.provider
categories.id < categories.parent categories_to_documents.category_id
documents.id < categories_to_documents.document_id
ccda_components.ccda_components_id < ccda_sections.ccda_components_id
clinical_plans.id < clinical_plans_rules.plan_id
clinical_rules.id < clinical_plans_rules.rule_id rule_action.id rule_filter.id rule_reminder.id rule_target.id
code_types.ct_id < codes.code_type
person.id < contact.foreign_id person_patient_link.person_id
contact.id < contact_relation.contact_id contact_telecom.contact_id
openemr_postcalendar_categories.pc_catid < enc_category_map.main_cat_id form_encounter.pc_catid openemr_postcalendar_events.pc_catid
facility.id < form_encounter.facility_id form_encounter.billing_facility openemr_postcalendar_events.pc_facility openemr_postcalendar_events.pc_billing_location users.facility_id users.billing_facility_id
modules.mod_id < module_acl_sections.module_id
procedure_providers.ppid < procedure_order.lab_id procedure_type.lab_id
procedure_order.procedure_order_id < procedure_order_code.procedure_order_id procedure_report.procedure_order_id
procedure_report.procedure_report_id < procedure_result.procedure_report_id
procedure_type.procedure_type_id < procedure_type.parent
rule_action_item.category,item < rule_action.category,item
`),
  may: read(`
users.id < billing.user contact_relation.created_by contact_relation.updated_by contact_telecom.created_by contact_telecom.updated_by document_templates.provider documents.owner form_encounter.supervisor_id form_encounter.referring_provider_id form_encounter.ordering_provider_id history_data.created_by immunizations.created_by immunizations.updated_by patient_data.created_by patient_data.updated_by person.created_by person.updated_by prescriptions.created_by prescriptions.updated_by procedure_order.collector_id procedure_report.source procedure_providers.lab_director user_settings.setting_user users.supervisor_id
* < claims.x12_partner_id facility.primary_business_entity forms.form_id patient_data.pharmacy_id prescriptions.drug_id procedure_order.location_id
patient_data.pid < clinical_plans.pid clinical_rules.pid document_templates.pid
code_types.ct_key < code_types.ct_just
lists.id < documents.list_id forms.issue_id lists.reinjury_id
documents_legal_categories.dlc_id < documents_legal_categories.dlc_category_parent
list_options.option_id < enc_category_map.rule_enc_id immunizations.immunization_id list_options.list_id lists.list_option_id
facility.name < form_encounter.facility users.facility
users.username < form_soap.user form_vitals.user forms.user lists.user pnotes.user pnotes.assigned_to
registry.directory < forms.formdir
codes.code < immunizations.cvx_code
layout_group_properties.grp_group_id < layout_options.group_id
layout_group_properties.grp_form_id < layout_options.form_id
layout_group_properties.grp_form_id,grp_group_id < layout_options.form_id,group_id
list_options.* < layout_options.list_id
issue_types.type < lists.type
module_acl_sections.section_id < module_acl_sections.parent_section
patient_access_onsite.portal_username < onsite_mail.owner onsite_mail.recipient_id
onsite_mail.id < onsite_mail.mail_chain onsite_mail.reply_mail_chain
openemr_modules.pn_name < openemr_module_vars.pn_modname
openemr_postcalendar_categories.pc_catid < openemr_postcalendar_events.pc_prefcatid
patient_data.cmsportal_login < patient_access_onsite.portal_username
procedure_type.procedure_code < procedure_order_code.procedure_code
procedure_order_code.procedure_order_id,procedure_order_seq < procedure_report.procedure_order_id,procedure_order_seq
documents.id < procedure_result.document_id
`),
};

export const OSCAR_JOINS: KnownJoins = {
  must: read(`
demographic.demographic_no < admission.client_id allergies.demographic_no casemgmt_issue.demographic_no casemgmt_note.demographic_no drugs.demographic_no dxresearch.demographic_no measurements.demographicNo patientlabrouting.demographic_no preventions.demographic_no
program.id < admission.program_id casemgmt_issue.program_id casemgmt_note.program_no provider_default_program.program_id
provider.provider_no < admission.provider_no casemgmt_note.provider_no casemgmt_note.signing_provider_no demographic.provider_no drugs.provider_no measurements.providerNo oscarjob.providerNo preventions.provider_no preventions.creator property.provider_no provider_default_program.provider_no provider_facility.provider_no providerpreference.providerNo quicklist.createdByProvider secobjprivilege.provider_no security.provider_no secuserrole.provider_no
app_module.module_id < app_lookuptable.moduleid
app_lookuptable.tableid < app_lookuptable_fields.tableid
issue.issue_id < casemgmt_issue.issue_id
casemgmt_issue.id < casemgmt_issue_notes.id
casemgmt_note.note_id < casemgmt_issue_notes.note_id casemgmt_note_ext.note_id
criteria_type.CRITERIA_TYPE_ID < criteria_type_option.CRITERIA_TYPE_ID
secrole.role_no < default_role_access.role_id
access_type.access_id < default_role_access.access_id
intake_node_template.intake_node_template_id < intake_answer_element.intake_node_template_id intake_node.intake_node_template_id
intake_answer_validation.intake_answer_validation_id < intake_answer_element.intake_answer_validation_id
intake_node_type.intake_node_type_id < intake_node_template.intake_node_type_id
intake_node_label.intake_node_label_id < intake_node_template.intake_node_label_id
lookuplist.id < lookuplistitem.lookupListId
measurementtype.type < measurements.type
measurements.id < measurementsext.measurement_id
validations.id < measurementtype.validation
oscarjobtype.id < oscarjob.oscarJobTypeId
preventions.id < preventionsext.prevention_id
facility.id < program.facilityId provider_facility.facility_id
report_lk_reportgroup.id < report.reportgroup
report.reportno < report_filter.reportno report_option.reportno report_role.reportno report_template.reportno
report_qgviewsummary.qgviewno < report_qgviewfield.qgviewno
secobjectname.objectName < secobjprivilege.objectName
lst_orgcd.code < secuserrole.orgcd
`),
  may: read(`
lst_admission_status.code < admission.admission_status
app_lookuptable.tableid < app_lookuptable_fields.lookuptable report_filter.lookup_table
* < agency.intake_quick agency.intake_indepth casemgmt_note.reporter_caisi_role casemgmt_note.appointmentNo casemgmt_note.reporter_program_team cr_policy.role_id ctl_document.document_no drugs.script_no dxresearch.dxresearch_code hl7textinfo.lab_no hl7textinfo.facility measurements.appointmentNo program.shelter_id facility.orgId facility.sectorId quicklist.dxResearchCode lookuplist.createdBy lookuplistitem.createdBy clinic.clinic_location_code
caisi_role.name < casemgmt_issue.type issue.role report_role.rolecode secuserrole.role_name
clinic.clinic_no < clinic_location.clinic_no
provider.provider_no < config_immunization.providerNo ctl_document.module_id demographic.lastUpdateUser mygroup.provider_no report_template.loginid reportprovider.provider_no scheduletemplate.provider_no tickler_text_suggest.creator
program.id < criteria_type.WL_PROGRAM_ID
demographic.demographic_no < ctl_document.module_id
lst_gender.code < demographic.sex provider.sex hl7textinfo.sex
ctl_doctype.doctype < documentdescriptiontemplate.doctype
ctl_frequency.freqcode < drugs.freqcode
demographic.hin < hl7textinfo.health_no
dxcodetranslations.dxCode < icd9synonym.dxCode
icd9synonym.dxCode < dxcodetranslations.dxCode
intake_node.intake_node_id < intake_node.parent_intake_node_id intake_node.eq_to_id
intake_node_label.intake_node_label_id < intake_node.intake_node_label_id
intake_node_template.intake_node_template_id < intake_node_template.remote_intake_node_template_id
secrole.role_name < issue.role report_role.rolecode secobjprivilege.roleUserGroup secuserrole.role_name caisi_role.name
hl7textinfo.lab_no < patientlabrouting.lab_no
patientlabrouting.lab_no < hl7textinfo.lab_no
facility.id < program.facility_id
groups_tbl.groupID < groups_tbl.parentID
mygroup.mygroup_no < providerpreference.myGroupNo
report.reportno < report_date_sp.reportno
report_document.docid < report_option.rptfileno
report_lk_reportgroup.id < report_qgviewsummary.groupcode
report_option.reportoptionid < report_template.reportoptionid
report_template.templateno < report_template_criteria.templateno report_template_org.templateno
report_filter.fieldno < report_template_criteria.fieldno report_qgviewfield.fieldno
secprivilege.privilege < secobjprivilege.privilege
lst_orgcd.code < report_template_org.orgcd
`),
};
