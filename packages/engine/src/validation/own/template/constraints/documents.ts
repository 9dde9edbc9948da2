import * as t from '../../../../formats/cda/templates/documents.js';
import type { ConstraintTable } from './constraint-table.js';
import { US_REALM_DATE_RANGE, US_REALM_PATIENT_NAME, US_REALM_PERSON_NAME } from './datatypes.js';

/** C-CDA R2.1, document templates: what the templates ask beyond their fixed codes. */
export const DOCUMENTS: readonly ConstraintTable[] = [
  {
    template: t.CONTINUITY_OF_CARE_DOCUMENT,
    constraints: `
1198-17180 code{1}
1198-9442 author{1,}
1198-9443 author[assignedAuthor{1}]
1198-8452 documentationOf{1}
1198-8480 documentationOf[serviceEvent{1}]
1198-8481 documentationOf/serviceEvent[effectiveTime{1}]
1198-30882 documentationOf/serviceEvent/performer/assignedEntity => id{1,}
1198-30659 component{1}
1198-30660 component[structuredBody{1}]
1198-30661 component/structuredBody[component[section<2.6.1:2015-08-01>{1}]{1}]
1198-30663 component/structuredBody[component[section<2.1.1:2014-06-09>{1}]{1}]
1198-30665 component/structuredBody[component[section<2.5.1:2015-08-01>{1}]{1}]
1198-30669 component/structuredBody[component[section<2.3.1:2015-08-01>{1}]{1}]
1198-30687 component/structuredBody[component[section<2.17:2015-08-01>{1}]{1}]
1198-30689 component/structuredBody[component[section<2.4.1:2015-08-01>{1}]{1}]
1198-8456 not(author/assignedAuthor[not(assignedPerson{1}) and (not(assignedAuthoringDevice{1}) or not(representedOrganization{1}))])
1198-8453 documentationOf/serviceEvent[@classCode='PCPR']
1198-8454 documentationOf/serviceEvent/effectiveTime[low{1}]
1198-8455 documentationOf/serviceEvent/effectiveTime[high{1}]
1198-8458 documentationOf/serviceEvent/performer => @typeCode='PRF'
should 1198-8482 documentationOf/serviceEvent[performer{1,}]
should 1198-30667 component/structuredBody[component[section<2.7.1:2014-06-09>{1}]{1}]
should 1198-30685 component/structuredBody[component[section<2.10:2014-06-09>{1}]{1}]
`,
  },
  {
    template: t.CONTINUITY_OF_CARE_DOCUMENT,
    at: 'documentationOf/serviceEvent/performer/assignedEntity/id',
    constraints: `
should 1198-32466 not(documentationOf/serviceEvent/performer/assignedEntity/assignedPerson) or documentationOf/serviceEvent/performer/assignedEntity[id[@root=NPI]{1}]
`,
  },
  {
    template: t.CONSULTATION_NOTE,
    constraints: `
1198-8382 inFulfillmentOf{1,}
1198-29923 inFulfillmentOf[order{1}]
1198-8386 componentOf{1}
1198-8387 componentOf[encompassingEncounter{1}]
1198-32904 componentOf/encompassingEncounter/responsibleParty => assignedEntity{1}
1198-32902 componentOf/encompassingEncounter/encounterParticipant => assignedEntity{1}
1198-8397 component{1}
1198-28895 component[structuredBody{1}]
1198-28906 component/structuredBody[component[section<1.3.6.1.4.1.19376.1.5.3.1.3.4>{1}]{1}]
1198-28910 component/structuredBody[component[section<2.6.1:2015-08-01>{1}]{1}]
1198-28928 component/structuredBody[component[section<2.5.1:2015-08-01>{1}]{1}]
1198-8389 componentOf/encompassingEncounter[effectiveTime{1}]
1198-17176 code{1}
1198-29924 inFulfillmentOf/order[id{1,}]
1198-8388 componentOf/encompassingEncounter[id{1,}]
1198-32905 not(componentOf/encompassingEncounter/responsibleParty) or componentOf/encompassingEncounter/responsibleParty/assignedEntity[assignedPerson or representedOrganization]
1198-32906 not(componentOf/encompassingEncounter/encounterParticipant) or componentOf/encompassingEncounter/encounterParticipant/assignedEntity[assignedPerson or representedOrganization]
1198-28939 (//templateId[@root='2.16.840.1.113883.10.20.22.2.8']{0,1} and //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']{0,1} and (//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']){2}) or (//templateId[@root='2.16.840.1.113883.10.20.22.2.9'][@extension='2014-06-09']{1} and not((//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09'])))
1198-28940 not(//templateId[@root='2.16.840.1.113883.10.20.22.2.13'] and (//templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.1.13.2.1'] or //templateId[@root='2.16.840.1.113883.10.20.22.2.12']))
1198-9504 //section/templateId/@root='1.3.6.1.4.1.19376.1.5.3.1.3.1' or //section/templateId/@root='2.16.840.1.113883.10.20.22.2.12'
1198-9501 (//templateId[@root='2.16.840.1.113883.10.20.22.2.8']{1,} and //templateId[@root='2.16.840.1.113883.10.20.22.2.10']{1,}) or (//templateId[@root='2.16.840.1.113883.10.20.22.2.9']{1,} and not((//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'])))
1198-32969 code[@code]
should 1198-28908 component/structuredBody[component[section<2.16.840.1.113883.10.20.2.10:2015-08-01>{1}]{1}]
should 1198-28925 component/structuredBody[component[section<2.1.1:2014-06-09>{1}]{1}]
should 1198-28932 component/structuredBody[component[section<2.3.1:2015-08-01>{1}]{1}]
should 1198-31656 participant{1,}
`,
  },
  {
    template: t.CONSULTATION_NOTE,
    at: 'participant',
    constraints: `
1198-31658 associatedEntity{1}
1198-31663 associatedEntity => associatedPerson{1}
1198-31664 associatedEntity/associatedPerson => name{1,}
1198-31659 associatedEntity => @classCode='ASSIGNED'
1198-31660 associatedEntity => id{1,}
1198-31662 associatedEntity => telecom{1,}
1198-31657 @typeCode='CALLBCK'
should 1198-31661 associatedEntity => addr{1,}
`,
  },
  {
    template: t.CONSULTATION_NOTE,
    at: 'componentOf/encompassingEncounter/effectiveTime',
    constraints: US_REALM_DATE_RANGE,
  },
  {
    template: t.DISCHARGE_SUMMARY,
    constraints: `
1198-17178 code{1}
1198-8471 componentOf{1}
1198-8472 componentOf[encompassingEncounter{1}]
1198-32611 componentOf/encompassingEncounter[effectiveTime{1}]
1198-32613 componentOf/encompassingEncounter/responsibleParty => assignedEntity{1}
1198-32615 componentOf/encompassingEncounter/encounterParticipant => assignedEntity{1}
1198-9539 component{1}
1198-30518 component[structuredBody{1}]
1198-30519 component/structuredBody[component[section<2.6:2015-08-01>{1}]{1}]
1198-30521 component/structuredBody[component[section<1.3.6.1.4.1.19376.1.5.3.1.3.5>{1}]{1}]
1198-30523 component/structuredBody[component[section<2.24:2015-08-01>{1}]{1}]
1198-30527 component/structuredBody[component[section<2.10:2014-06-09>{1}]{1}]
1198-17179 code[@code]
1198-8473 componentOf/encompassingEncounter/effectiveTime[low{1}]
1198-8475 componentOf/encompassingEncounter/effectiveTime[high{1}]
1198-32898 not(componentOf/encompassingEncounter/responsibleParty) or componentOf/encompassingEncounter/responsibleParty/assignedEntity[assignedPerson or representedOrganization]
1198-32899 not(componentOf/encompassingEncounter/encounterParticipant) or componentOf/encompassingEncounter/encounterParticipant/assignedEntity[assignedPerson or representedOrganization]
1198-8476 componentOf/encompassingEncounter[dischargeDispositionCode{1}]
1198-30569 not(//templateId[@root='2.16.840.1.113883.10.20.22.2.13'] and (//templateId[@root='1.3.6.1.4.1.19376.1.5.3.1.1.13.2.1'] or //templateId[@root='2.16.840.1.113883.10.20.22.2.12']))
should 1198-30525 component/structuredBody[component[section<2.11:2015-08-01>{1}]{1}]
should 1198-8476 componentOf/encompassingEncounter[dischargeDispositionCode{1}]
`,
  },
  {
    template: t.PROGRESS_NOTE,
    constraints: `
1198-17189 code{1}
1198-7604 documentationOf => serviceEvent{1}
1198-9480 documentationOf/serviceEvent => templateId[@root='2.16.840.1.113883.10.20.21.3.1']{1}
1198-9481 documentationOf/serviceEvent => effectiveTime{1}
1198-7595 componentOf{1}
1198-7596 componentOf[encompassingEncounter{1}]
1198-7598 componentOf/encompassingEncounter[effectiveTime{1}]
1198-30879 componentOf/encompassingEncounter[location{1}]
1198-30880 componentOf/encompassingEncounter/location[healthCareFacility{1}]
1198-9591 component{1}
1198-30617 component[structuredBody{1}]
1198-17190 code[@code]
1198-26420 documentationOf/serviceEvent => @classCode='PCPR'
1198-10066 (documentationOf/serviceEvent/effectiveTime/high | documentationOf/serviceEvent/effectiveTime/width){1} or not(documentationOf)
1198-7597 componentOf/encompassingEncounter[id{1,}]
1198-7599 componentOf/encompassingEncounter/effectiveTime[low{1}]
1198-30881 componentOf/encompassingEncounter/location/healthCareFacility[id{1,}]
1198-30657 (//templateId[@root='2.16.840.1.113883.10.20.22.2.8']{0,1} and //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']{0,1} and (//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']){2}) or (//templateId[@root='2.16.840.1.113883.10.20.22.2.9'][@extension='2014-06-09']{1} and not((//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09'])))
1198-30658 (//templateId[@root='2.16.840.1.113883.10.20.22.2.8']{0,1} and //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']{0,1} and (//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']){2}) or (//templateId[@root='2.16.840.1.113883.10.20.22.2.9'][@extension='2014-06-09']{1} and not((//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09'])))
1198-32976 documentationOf/serviceEvent/effectiveTime => low{1}
should 1198-7603 documentationOf{1}
`,
  },
  {
    template: t.PROGRESS_NOTE,
    at: '(documentationOf/serviceEvent/effectiveTime | componentOf/encompassingEncounter/effectiveTime)',
    constraints: US_REALM_DATE_RANGE,
  },
  {
    template: t.UNSTRUCTURED_DOCUMENT,
    constraints: `
1198-31085 component{1}
1198-31086 component[nonXMLBody{1}]
1198-31087 component/nonXMLBody[text{1}]
1198-31089 recordTarget{1,}
1198-31090 recordTarget[patientRole{1}]
1198-31096 custodian{1}
1198-31097 custodian[assignedCustodian{1}]
1198-31091 recordTarget/patientRole[id{1,}]
1198-31098 custodian/assignedCustodian[representedCustodianOrganization{1}]
`,
  },
  {
    template: t.REFERRAL_NOTE,
    constraints: `
1198-29062 component{1}
1198-29063 component[structuredBody{1}]
1198-29086 component/structuredBody[component[section<2.5.1:2015-08-01>{1}]{1}]
1198-30911 component/structuredBody[component[section<2.6.1:2015-08-01>{1}]{1}]
1198-30922 component/structuredBody[component[section<2.1.1:2014-06-09>{1}]{1}]
1198-30924 component/structuredBody[component[section<1.3.6.1.4.1.19376.1.5.3.1.3.1:2014-06-09>{1}]{1}]
1198-31589 informationRecipient{1}
1198-31590 informationRecipient[intendedRecipient{1}]
1198-31593 informationRecipient/intendedRecipient[informationRecipient{1}]
1198-28949 code{1}
1198-29102 (//templateId[@root='2.16.840.1.113883.10.20.22.2.8']{0,1} and //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']{0,1} and (//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']){2}) or (//templateId[@root='2.16.840.1.113883.10.20.22.2.9'][@extension='2014-06-09']{1} and not((//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09'])))
1198-29103 (//templateId[@root='2.16.840.1.113883.10.20.22.2.8']{0,1} and //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']{0,1} and (//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09']){2}) or (//templateId[@root='2.16.840.1.113883.10.20.22.2.9'][@extension='2014-06-09']{1} and not((//templateId[@root='2.16.840.1.113883.10.20.22.2.8'] | //templateId[@root='2.16.840.1.113883.10.20.22.2.10'][@extension='2014-06-09'])))
1198-31594 informationRecipient/intendedRecipient/informationRecipient[name{1,}]
1198-32967 code[@code]
should 1198-29066 component/structuredBody[component[section<2.10:2014-06-09>{1}]{1}]
should 1198-29090 component/structuredBody[component[section<2.3.1:2015-08-01>{1}]{1}]
should 1198-29098 component/structuredBody[component[section<2.14:2014-06-09>{1}]{1}]
should 1198-30780 component/structuredBody[component[section<2.57>{1}]{1}]
should 1198-30796 component/structuredBody[component[section<2.56:2015-08-01>{1}]{1}]
should 1198-31642 participant[@typeCode='IND']{1,}
should 1198-31647 participant[@typeCode='CALLBCK']{1,}
should 1198-31591 informationRecipient/intendedRecipient[addr{1,}]
should 1198-31592 informationRecipient/intendedRecipient[telecom{1,}]
`,
  },
  {
    template: t.REFERRAL_NOTE,
    at: "participant[@typeCode='IND']",
    constraints: `
1198-31643 associatedEntity{1}
1198-31925 associatedEntity => @classCode
`,
  },
  {
    template: t.REFERRAL_NOTE,
    at: "participant[@typeCode='CALLBCK']",
    constraints: `
1198-31649 associatedEntity{1}
1198-31653 associatedEntity => associatedPerson{1}
1198-31654 associatedEntity/associatedPerson => name{1,}
1198-31650 associatedEntity => id{1,}
1198-31652 associatedEntity => telecom{1,}
1198-32419 associatedEntity => @classCode='ASSIGNED'
should 1198-31651 associatedEntity => addr{1,}
`,
  },
  {
    template: t.REFERRAL_NOTE,
    at: 'participant/associatedEntity/associatedPerson/name',
    constraints: US_REALM_PATIENT_NAME,
  },
  {
    template: t.REFERRAL_NOTE,
    at: '(informationRecipient/intendedRecipient/informationRecipient/name | informationRecipient/intendedRecipient/informationRecipient/name | participant/associatedEntity/associatedPerson/name)',
    constraints: US_REALM_PERSON_NAME,
  },
];
