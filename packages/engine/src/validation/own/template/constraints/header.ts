import * as t from '../../../../formats/cda/templates/documents.js';
import type { ConstraintTable } from './constraint-table.js';
import { US_REALM_ADDRESS, US_REALM_DATE_TIME, US_REALM_PATIENT_NAME, US_REALM_PERSON_NAME } from './datatypes.js';

/** C-CDA R2.1, US Realm Header: what the templates ask beyond their fixed codes. */
export const HEADER: readonly ConstraintTable[] = [
  {
    template: t.US_REALM_HEADER,
    constraints: `
1198-5361 typeId{1}
1198-5363 id{1}
1198-5253 code{1}
1198-5266 recordTarget{1,}
1198-5267 recordTarget[patientRole{1}]
1198-5280 recordTarget/patientRole[telecom{1,}]
1198-5283 recordTarget/patientRole[patient{1}]
1198-5298 recordTarget/patientRole/patient[birthTime{1}]
1198-5385 recordTarget/patientRole/patient/guardian => guardianPerson{1}
1198-5396 recordTarget/patientRole/patient/birthplace => place{1}
1198-5397 recordTarget/patientRole/patient/birthplace/place => addr{1}
1198-5417 recordTarget/patientRole/providerOrganization => id{1,}
1198-5420 recordTarget/patientRole/providerOrganization => telecom{1,}
1198-5444 author{1,}
1198-5448 author[assignedAuthor{1}]
1198-5428 author/assignedAuthor[telecom{1,}]
1198-5442 dataEnterer => assignedEntity{1}
1198-5443 dataEnterer/assignedEntity => id{1,}
1198-5466 dataEnterer/assignedEntity => telecom{1,}
1198-5469 dataEnterer/assignedEntity => assignedPerson{1}
1198-5519 custodian{1}
1198-5520 custodian[assignedCustodian{1}]
1198-5521 custodian/assignedCustodian[representedCustodianOrganization{1}]
1198-5522 custodian/assignedCustodian/representedCustodianOrganization[id{1,}]
1198-5525 custodian/assignedCustodian/representedCustodianOrganization[telecom{1}]
1198-5566 informationRecipient => intendedRecipient{1}
1198-5583 legalAuthenticator => signatureCode{1}
1198-5585 legalAuthenticator => assignedEntity{1}
1198-5586 legalAuthenticator/assignedEntity => id{1,}
1198-5595 legalAuthenticator/assignedEntity => telecom{1,}
1198-5597 legalAuthenticator/assignedEntity => assignedPerson{1}
1198-9953 inFulfillmentOf => order{1}
1198-14836 documentationOf => serviceEvent{1}
1198-14837 documentationOf/serviceEvent => effectiveTime{1}
1198-14841 documentationOf/serviceEvent/performer => assignedEntity{1}
1198-14846 documentationOf/serviceEvent/performer/assignedEntity => id{1,}
1198-9956 componentOf => encompassingEncounter{1}
1198-5256 effectiveTime{1}
1198-16791 realmCode[@code='US']{1}
1198-5250 typeId[@root='2.16.840.1.113883.1.3']
1198-5251 typeId[@extension='POCD_HD000040']
1198-5254 title{1}
1198-5259 confidentialityCode{1}
1198-5372 languageCode{1}
1198-6380 (versionNumber | setId){2} or not((versionNumber | setId))
1198-6387 (versionNumber | setId){2} or not((versionNumber | setId))
1198-5268 recordTarget/patientRole[id{1,}]
1198-5271 recordTarget/patientRole[addr{1,}]
1198-5284 count(recordTarget/patientRole/patient) <= count(recordTarget/patientRole/patient/name)
1198-6394 recordTarget/patientRole/patient[administrativeGenderCode{1}]
1198-5299 recordTarget/patientRole/patient/birthTime/@nullFlavor or length(recordTarget/patientRole/patient/birthTime/@value) >= 4
1198-5322 recordTarget/patientRole/patient[raceCode{1}]
1198-5323 recordTarget/patientRole/patient[ethnicGroupCode{1}]
1198-5407 recordTarget/patientRole/patient/languageCommunication => languageCode{1}
1198-31347 not(recordTarget/patientRole/patient/sdtc:raceCode) or recordTarget/patientRole/patient/raceCode
1198-5419 recordTarget/patientRole/providerOrganization => name{1,}
1198-5422 recordTarget/patientRole/providerOrganization => addr{1,}
1198-5445 count(author)=count(author/time)
1198-5449 author/assignedAuthor[id{1,}]
1198-16788 author/assignedAuthor/code => @code
1198-5452 count(author/assignedAuthor) <= count(author/assignedAuthor/addr)
1198-16784 author/assignedAuthor/assignedAuthoringDevice => manufacturerModelName{1}
1198-16785 author/assignedAuthor/assignedAuthoringDevice => softwareName{1}
1198-16790 author/assignedAuthor[(assignedPerson | assignedAuthoringDevice){1}] and not(author/assignedAuthor[not((assignedPerson | assignedAuthoringDevice){1})])
1198-5460 count(dataEnterer/assignedEntity) <= count(dataEnterer/assignedEntity/addr)
1198-5470 count(dataEnterer/assignedEntity/assignedPerson) <= count(dataEnterer/assignedEntity/assignedPerson/name)
1198-5524 custodian/assignedCustodian/representedCustodianOrganization[name{1}]
1198-5559 custodian/assignedCustodian/representedCustodianOrganization[addr{1}]
1198-5568 count(informationRecipient/intendedRecipient/informationRecipient) <= count(informationRecipient/intendedRecipient/informationRecipient/name)
1198-5578 informationRecipient/intendedRecipient/receivedOrganization => name{1}
1198-5580 count(legalAuthenticator)=count(legalAuthenticator/time)
1198-5584 legalAuthenticator/signatureCode => @code='S'
1198-5589 not(legalAuthenticator) or legalAuthenticator/assignedEntity[addr{1,}]
1198-10006 count(participant)=count(participant/associatedEntity[(associatedPerson | scopingOrganization)])
1198-9954 inFulfillmentOf/order => id{1,}
1198-14838 documentationOf/serviceEvent/effectiveTime => low{1}
1198-14840 documentationOf/serviceEvent/performer => @typeCode in '2.16.840.1.113883.1.11.19601'
1198-9959 componentOf/encompassingEncounter => id{1,}
1198-9958 componentOf/encompassingEncounter => effectiveTime{1}
should 1198-5382 recordTarget/patientRole/patient/guardian => telecom{1,}
should 1198-5406 recordTarget/patientRole/patient[languageCommunication{1,}]
should 1198-16787 author/assignedAuthor[code{1}]
should 1198-32882 count(author/assignedAuthor[assignedPerson])=count(author/assignedAuthor[assignedPerson][id/@root=NPI])
should 1198-5579 legalAuthenticator{1}
should 1198-14839 documentationOf/serviceEvent => performer{1,}
should 1198-5375 recordTarget/patientRole/telecom[@use]
should 1198-5300 recordTarget/patientRole/patient/birthTime/@nullFlavor or length(recordTarget/patientRole/patient/birthTime/@value) >= 8
should 1198-5303 recordTarget/patientRole/patient[maritalStatusCode{1}]
should 1198-5326 recordTarget/patientRole/patient/guardian => code{1}
should 1198-5359 count(recordTarget/patientRole/patient/guardian) <= count(recordTarget/patientRole/patient/guardian/addr)
should 1198-7993 recordTarget/patientRole/patient/guardian/telecom => @use
should 1198-5404 recordTarget/patientRole/patient/birthplace/place/addr => country{1}
should 1198-5402 not(recordTarget/patientRole/patient/birthplace/place/addr[country='US' or country='USA'][not(state{1})])
should 1198-9965 recordTarget/patientRole/patient/languageCommunication => proficiencyLevelCode{1}
should 1198-5414 recordTarget/patientRole/patient/languageCommunication => preferenceInd{1}
should 1198-16820 recordTarget/patientRole/providerOrganization/id => @root=NPI
should 1198-7994 recordTarget/patientRole/providerOrganization/telecom => @use
should 1198-7995 author/assignedAuthor/telecom[@use]
should 1198-16821 dataEnterer/assignedEntity/id => @root=NPI
should 1198-7996 dataEnterer/assignedEntity/telecom => @use
should 1198-16822 custodian/assignedCustodian/representedCustodianOrganization/id[@root=NPI]
should 1198-7998 custodian/assignedCustodian/representedCustodianOrganization/telecom[@use]
should 1198-7999 legalAuthenticator/assignedEntity/telecom => @use
should 1198-10007 count(participant[@typeCode='IND'])=count(participant/associatedEntity[@classCode in '2.16.840.1.113883.11.20.9.33'])
should 1198-32889 documentationOf/serviceEvent/performer/functionCode => @code
should 1198-14847 documentationOf/serviceEvent/performer/assignedEntity/id => @root=NPI
should 1198-14842 documentationOf/serviceEvent/performer/assignedEntity => code{1}
should 1198-16788 author/assignedAuthor/code => @code
should 1198-5259 confidentialityCode{1}
`,
  },
  {
    template: t.US_REALM_HEADER,
    at: 'author/assignedAuthor/id[@root=NPI]',
    constraints: `
should 1198-32885 @extension
`,
  },
  {
    template: t.US_REALM_HEADER,
    at: 'authenticator',
    constraints: `
should 1198-16824 assignedEntity/id => @root=NPI
should 1198-8000 assignedEntity/telecom => @use
`,
  },
  {
    template: t.US_REALM_HEADER,
    at: 'recordTarget/patientRole/patient/name',
    constraints: US_REALM_PATIENT_NAME,
  },
  {
    template: t.US_REALM_HEADER,
    at: '(recordTarget/patientRole/addr | recordTarget/patientRole/patient/guardian/addr | recordTarget/patientRole/providerOrganization/addr | author/assignedAuthor/addr | dataEnterer/assignedEntity/addr | informant/assignedEntity/addr | custodian/assignedCustodian/representedCustodianOrganization/addr | legalAuthenticator/assignedEntity/addr | authenticator/assignedEntity/addr)',
    constraints: US_REALM_ADDRESS,
  },
  {
    template: t.US_REALM_HEADER,
    at: '(recordTarget/patientRole/patient/guardian/guardianPerson/name | author/assignedAuthor/assignedPerson/name | dataEnterer/assignedEntity/assignedPerson/name | informant/assignedEntity/assignedPerson/name | informationRecipient/intendedRecipient/informationRecipient/name | legalAuthenticator/assignedEntity/assignedPerson/name | authenticator/assignedEntity/assignedPerson/name)',
    constraints: US_REALM_PERSON_NAME,
  },
  {
    template: t.US_REALM_HEADER,
    at: '(effectiveTime | author/time | legalAuthenticator/time | authenticator/time)',
    constraints: US_REALM_DATE_TIME,
  },
];
