/**
 * Rules of FHIR R4 (4.0.1) that the element table does not hold. Made by scripts/make-fhir-rules.mjs from HL7's StructureDefinitions, ValueSets and
 * CodeSystems (FHIR R4, CC0 1.0, https://hl7.org/fhir/R4/license.html); do not edit.
 */

/** Elements of Bundle, in the form of the element table. */
export const BUNDLE_ELEMENTS = `Bundle id=string meta=Meta implicitRules=uri language=code identifier=Identifier type=code(document,message,transaction,transaction-response,batch,batch-response,history,searchset,collection) timestamp=instant total=unsignedInt link=@Bundle.link* entry=@Bundle.entry* signature=Signature
Bundle.link id=string extension=Extension* modifierExtension=Extension* relation=string url=uri
Bundle.entry id=string extension=Extension* modifierExtension=Extension* link=@Bundle.link* fullUrl=uri resource=Resource search=@Bundle.entry.search request=@Bundle.entry.request response=@Bundle.entry.response
Bundle.entry.search id=string extension=Extension* modifierExtension=Extension* mode=code(match,include,outcome) score=decimal
Bundle.entry.request id=string extension=Extension* modifierExtension=Extension* method=code(GET,HEAD,POST,PUT,DELETE,PATCH) url=uri ifNoneMatch=string ifModifiedSince=instant ifMatch=string ifNoneExist=string
Bundle.entry.response id=string extension=Extension* modifierExtension=Extension* status=string location=uri etag=string lastModified=instant outcome=OperationOutcome`;

/** `Owner name name[x]`: elements with a minimum of 1. */
export const MANDATORY_ELEMENTS = `Annotation text
Contributor type name
DataRequirement type
DataRequirement.sort path direction
Expression language
Extension url
MarketingStatus country status dateRange
Narrative status div
ParameterDefinition use type
ProductShelfLife type period
RelatedArtifact type
SampledData origin period dimensions
Signature type when who
TriggerDefinition type
UsageContext code value[x]
AdverseEvent actuality subject
AdverseEvent.suspectEntity instance
AllergyIntolerance patient
AllergyIntolerance.reaction manifestation
Appointment status participant
Appointment.participant status
AppointmentResponse appointment participantStatus
AuditEvent type recorded agent source
AuditEvent.agent requestor
AuditEvent.source observer
AuditEvent.entity.detail type value[x]
Basic code
Binary contentType
BodyStructure patient
Bundle type
Bundle.link relation url
Bundle.entry.request method url
Bundle.entry.response status
CarePlan status intent subject
CarePlan.activity.detail status
ChargeItem status code subject
ChargeItem.performer actor
Claim status type use patient created provider priority insurance
Claim.payee type
Claim.careTeam sequence provider
Claim.supportingInfo sequence category
Claim.diagnosis sequence diagnosis[x]
Claim.procedure sequence procedure[x]
Claim.insurance sequence focal coverage
Claim.accident date
Claim.item sequence productOrService
Claim.item.detail sequence productOrService
Claim.item.detail.subDetail sequence productOrService
ClaimResponse status type use patient created insurer outcome
ClaimResponse.item itemSequence adjudication
ClaimResponse.item.adjudication category
ClaimResponse.item.detail detailSequence adjudication
ClaimResponse.item.detail.subDetail subDetailSequence
ClaimResponse.addItem productOrService adjudication
ClaimResponse.addItem.detail productOrService adjudication
ClaimResponse.addItem.detail.subDetail productOrService adjudication
ClaimResponse.total category amount
ClaimResponse.payment type amount
ClaimResponse.processNote text
ClaimResponse.insurance sequence focal coverage
ClaimResponse.error code
ClinicalImpression status subject
ClinicalImpression.investigation code
Communication status
Communication.payload content[x]
CommunicationRequest status
CommunicationRequest.payload content[x]
Composition status type date author title
Composition.attester mode
Composition.relatesTo code target[x]
Condition subject
Consent status scope category
Consent.verification verified
Consent.provision.actor role reference
Consent.provision.data meaning reference
Contract.contentDefinition type publicationStatus
Contract.term.securityLabel classification
Contract.term offer
Contract.term.offer.party reference role
Contract.term.offer.answer value[x]
Contract.term.action type intent status
Contract.term.action.subject reference
Contract.signer type party signature
Contract.friendly content[x]
Contract.legal content[x]
Contract.rule content[x]
Coverage status beneficiary payor
Coverage.class type value
Coverage.costToBeneficiary value[x]
Coverage.costToBeneficiary.exception type
CoverageEligibilityRequest status purpose patient created insurer
CoverageEligibilityRequest.supportingInfo sequence information
CoverageEligibilityRequest.insurance coverage
CoverageEligibilityResponse status purpose patient created request outcome insurer
CoverageEligibilityResponse.insurance coverage
CoverageEligibilityResponse.insurance.item.benefit type
CoverageEligibilityResponse.error code
DetectedIssue status
DetectedIssue.mitigation action
Device.deviceName name type
Device.specialization systemType
Device.version value
Device.property type
DeviceMetric type category
DeviceRequest intent code[x] subject
DeviceUseStatement status subject device
DiagnosticReport status code
DiagnosticReport.media link
DocumentManifest status content
DocumentReference status content
DocumentReference.relatesTo code target
DocumentReference.content attachment
Encounter status class
Encounter.statusHistory status period
Encounter.classHistory class period
Encounter.diagnosis condition
Encounter.location location
Endpoint status connectionType payloadType address
EpisodeOfCare status patient
EpisodeOfCare.statusHistory status period
EpisodeOfCare.diagnosis condition
ExplanationOfBenefit status type use patient created insurer provider outcome insurance
ExplanationOfBenefit.careTeam sequence provider
ExplanationOfBenefit.supportingInfo sequence category
ExplanationOfBenefit.diagnosis sequence diagnosis[x]
ExplanationOfBenefit.procedure sequence procedure[x]
ExplanationOfBenefit.insurance focal coverage
ExplanationOfBenefit.item sequence productOrService
ExplanationOfBenefit.item.adjudication category
ExplanationOfBenefit.item.detail sequence productOrService
ExplanationOfBenefit.item.detail.subDetail sequence productOrService
ExplanationOfBenefit.addItem productOrService
ExplanationOfBenefit.addItem.detail productOrService
ExplanationOfBenefit.addItem.detail.subDetail productOrService
ExplanationOfBenefit.total category amount
ExplanationOfBenefit.benefitBalance category
ExplanationOfBenefit.benefitBalance.financial type
FamilyMemberHistory status patient relationship
FamilyMemberHistory.condition code
Flag status code subject
Goal lifecycleStatus description subject
Group type actual
Group.characteristic code value[x] exclude
Group.member entity
GuidanceResponse module[x] status
HealthcareService.notAvailable description
ImagingStudy status subject
ImagingStudy.series uid modality
ImagingStudy.series.performer actor
ImagingStudy.series.instance uid sopClass
Immunization status vaccineCode patient occurrence[x]
Immunization.performer actor
Immunization.protocolApplied doseNumber[x]
ImmunizationEvaluation status patient targetDisease immunizationEvent doseStatus
ImmunizationRecommendation patient date recommendation
ImmunizationRecommendation.recommendation forecastStatus
ImmunizationRecommendation.recommendation.dateCriterion code value
Invoice status
Invoice.participant actor
Invoice.lineItem chargeItem[x]
Invoice.lineItem.priceComponent type
List status mode
List.entry item
Location.position longitude latitude
Media status content
Medication.ingredient item[x]
MedicationAdministration status medication[x] subject effective[x]
MedicationAdministration.performer actor
MedicationDispense status medication[x]
MedicationDispense.performer actor
MedicationDispense.substitution wasSubstituted
MedicationRequest status intent medication[x] subject
MedicationRequest.substitution allowed[x]
MedicationStatement status medication[x] subject
MessageHeader event[x] source
MessageHeader.destination endpoint
MessageHeader.source endpoint
MessageHeader.response identifier code
NutritionOrder status intent patient dateTime
Observation status code
Observation.component code
OperationOutcome issue
OperationOutcome.issue severity code
Patient.communication language
Patient.link other type
PaymentNotice status created payment recipient amount
Person.link target
Practitioner.qualification code
PractitionerRole.notAvailable description
Procedure status subject
Procedure.performer actor
Procedure.focalDevice manipulated
Provenance target recorded agent
Provenance.agent who
Provenance.entity role what
Questionnaire status
Questionnaire.item linkId type
Questionnaire.item.enableWhen question operator answer[x]
Questionnaire.item.answerOption value[x]
Questionnaire.item.initial value[x]
QuestionnaireResponse status
QuestionnaireResponse.item linkId
RelatedPerson patient
RelatedPerson.communication language
RequestGroup status intent
RequestGroup.action.condition kind
RequestGroup.action.relatedAction actionId relationship
RiskAssessment status subject
Schedule actor
ServiceRequest status intent subject
Slot schedule status start end
Substance code
Substance.ingredient substance[x]
SupplyRequest item[x] quantity
Task status intent
Task.input type value[x]
Task.output type value[x]
VisionPrescription status created patient dateWritten prescriber lensSpecification
VisionPrescription.lensSpecification product eye
VisionPrescription.lensSpecification.prism amount base`;

/** `Owner.base` of every choice of types; at most one of its elements may be there. */
export const CHOICES = `Annotation.author
DataRequirement.subject
DataRequirement.dateFilter.value
Dosage.asNeeded
Dosage.doseAndRate.dose
Dosage.doseAndRate.rate
Extension.value
Population.age
Timing.repeat.bounds
TriggerDefinition.timing
UsageContext.value
AllergyIntolerance.onset
AuditEvent.entity.detail.value
CarePlan.activity.detail.scheduled
CarePlan.activity.detail.product
ChargeItem.occurrence
ChargeItem.product
Claim.supportingInfo.timing
Claim.supportingInfo.value
Claim.diagnosis.diagnosis
Claim.procedure.procedure
Claim.accident.location
Claim.item.serviced
Claim.item.location
ClaimResponse.addItem.serviced
ClaimResponse.addItem.location
ClinicalImpression.effective
Communication.payload.content
CommunicationRequest.payload.content
CommunicationRequest.occurrence
Composition.relatesTo.target
Condition.onset
Condition.abatement
Consent.source
Contract.topic
Contract.term.topic
Contract.term.offer.answer.value
Contract.term.asset.valuedItem.entity
Contract.term.action.occurrence
Contract.friendly.content
Contract.legal.content
Contract.rule.content
Contract.legallyBinding
Coverage.costToBeneficiary.value
CoverageEligibilityRequest.serviced
CoverageEligibilityRequest.item.diagnosis.diagnosis
CoverageEligibilityResponse.serviced
CoverageEligibilityResponse.insurance.item.benefit.allowed
CoverageEligibilityResponse.insurance.item.benefit.used
DetectedIssue.identified
DeviceRequest.code
DeviceRequest.parameter.value
DeviceRequest.occurrence
DeviceUseStatement.timing
DiagnosticReport.effective
ExplanationOfBenefit.supportingInfo.timing
ExplanationOfBenefit.supportingInfo.value
ExplanationOfBenefit.diagnosis.diagnosis
ExplanationOfBenefit.procedure.procedure
ExplanationOfBenefit.accident.location
ExplanationOfBenefit.item.serviced
ExplanationOfBenefit.item.location
ExplanationOfBenefit.addItem.serviced
ExplanationOfBenefit.addItem.location
ExplanationOfBenefit.benefitBalance.financial.allowed
ExplanationOfBenefit.benefitBalance.financial.used
FamilyMemberHistory.born
FamilyMemberHistory.age
FamilyMemberHistory.deceased
FamilyMemberHistory.condition.onset
Goal.start
Goal.target.detail
Goal.target.due
Group.characteristic.value
GuidanceResponse.module
Immunization.occurrence
Immunization.protocolApplied.doseNumber
Immunization.protocolApplied.seriesDoses
ImmunizationEvaluation.doseNumber
ImmunizationEvaluation.seriesDoses
ImmunizationRecommendation.recommendation.doseNumber
ImmunizationRecommendation.recommendation.seriesDoses
Invoice.lineItem.chargeItem
Media.created
Medication.ingredient.item
MedicationAdministration.medication
MedicationAdministration.effective
MedicationAdministration.dosage.rate
MedicationDispense.statusReason
MedicationDispense.medication
MedicationRequest.reported
MedicationRequest.medication
MedicationRequest.substitution.allowed
MedicationStatement.medication
MedicationStatement.effective
MessageHeader.event
NutritionOrder.enteralFormula.administration.rate
Observation.effective
Observation.value
Observation.component.value
Patient.deceased
Patient.multipleBirth
Procedure.performed
Provenance.occurred
Questionnaire.item.enableWhen.answer
Questionnaire.item.answerOption.value
Questionnaire.item.initial.value
QuestionnaireResponse.item.answer.value
RequestGroup.action.relatedAction.offset
RequestGroup.action.timing
RiskAssessment.occurrence
RiskAssessment.prediction.probability
RiskAssessment.prediction.when
ServiceRequest.quantity
ServiceRequest.occurrence
ServiceRequest.asNeeded
Specimen.collection.collected
Specimen.collection.fastingStatus
Specimen.processing.time
Specimen.container.additive
Substance.ingredient.substance
SupplyDelivery.suppliedItem.item
SupplyDelivery.occurrence
SupplyRequest.item
SupplyRequest.parameter.value
SupplyRequest.occurrence
Task.input.value
Task.output.value`;

/** `path key severity FHIRPath`; those of every element and resource (ele-1, ext-1, dom-*) are not repeated here. */
export const INVARIANTS = `Age age-1 error (code.exists() or value.empty()) and (system.empty() or system = %ucum) and (value.empty() or value.hasValue().not() or value > 0)
Age qty-3 error code.empty() or system.exists()
Attachment att-1 error data.empty() or contentType.exists()
ContactPoint cpt-2 error value.empty() or system.exists()
Count cnt-3 error (code.exists() or value.empty()) and (system.empty() or system = %ucum) and (code.empty() or code = '1') and (value.empty() or value.hasValue().not() or value.toString().contains('.').not())
Count qty-3 error code.empty() or system.exists()
DataRequirement.codeFilter drq-1 error path.exists() xor searchParam.exists()
DataRequirement.dateFilter drq-2 error path.exists() xor searchParam.exists()
Distance dis-1 error (code.exists() or value.empty()) and (system.empty() or system = %ucum)
Distance qty-3 error code.empty() or system.exists()
Duration drt-1 error code.exists() implies ((system = %ucum) and value.exists())
Duration qty-3 error code.empty() or system.exists()
Expression exp-1 error expression.exists() or reference.exists()
Narrative.div txt-1 error htmlChecks()
Narrative.div txt-2 error htmlChecks()
Period per-1 error start.hasValue().not() or end.hasValue().not() or (start <= end)
Quantity qty-3 error code.empty() or system.exists()
Range rng-2 error low.empty() or high.empty() or (low <= high)
Ratio rat-1 error (numerator.empty() xor denominator.exists()) and (numerator.exists() or extension.exists())
Timing.repeat tim-1 error duration.empty() or durationUnit.exists()
Timing.repeat tim-2 error period.empty() or periodUnit.exists()
Timing.repeat tim-4 error duration.exists() implies duration >= 0
Timing.repeat tim-5 error period.exists() implies period >= 0
Timing.repeat tim-6 error periodMax.empty() or period.exists()
Timing.repeat tim-7 error durationMax.empty() or duration.exists()
Timing.repeat tim-8 error countMax.empty() or count.exists()
Timing.repeat tim-9 error offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | 'CV')).allFalse())
Timing.repeat tim-10 error timeOfDay.empty() or when.empty()
TriggerDefinition trd-1 error data.empty() or timing.empty()
TriggerDefinition trd-2 error condition.exists() implies data.exists()
TriggerDefinition trd-3 error (type = 'named-event' implies name.exists()) and (type = 'periodic' implies timing.exists()) and (type.startsWith('data-') implies data.exists())
AllergyIntolerance ait-1 error verificationStatus.coding.where(system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification' and code = 'entered-in-error').exists() or clinicalStatus.exists()
AllergyIntolerance ait-2 error verificationStatus.coding.where(system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification' and code = 'entered-in-error').empty() or clinicalStatus.empty()
Appointment app-2 error start.exists() = end.exists()
Appointment app-3 error (start.exists() and end.exists()) or (status in ('proposed' | 'cancelled' | 'waitlist'))
Appointment app-4 error Appointment.cancelationReason.exists() implies (Appointment.status='noshow' or Appointment.status='cancelled')
Appointment.participant app-1 error type.exists() or actor.exists()
AppointmentResponse apr-1 error participantType.exists() or actor.exists()
AuditEvent.entity sev-1 error name.empty() or query.empty()
Bundle bdl-1 error total.empty() or (type = 'searchset') or (type = 'history')
Bundle bdl-2 error entry.search.empty() or (type = 'searchset')
Bundle bdl-3 error entry.all(request.exists() = (%resource.type = 'batch' or %resource.type = 'transaction' or %resource.type = 'history'))
Bundle bdl-4 error entry.all(response.exists() = (%resource.type = 'batch-response' or %resource.type = 'transaction-response' or %resource.type = 'history'))
Bundle bdl-7 error (type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&resource.meta.versionId).isDistinct()
Bundle bdl-9 error type = 'document' implies (identifier.system.exists() and identifier.value.exists())
Bundle bdl-10 error type = 'document' implies (timestamp.hasValue())
Bundle bdl-11 error type = 'document' implies entry.first().resource.is(Composition)
Bundle bdl-12 error type = 'message' implies entry.first().resource.is(MessageHeader)
Bundle.entry bdl-5 error resource.exists() or request.exists() or response.exists()
Bundle.entry bdl-8 error fullUrl.exists() implies fullUrl.contains('/_history/').not()
CarePlan.activity cpl-3 error detail.empty() or reference.empty()
CareTeam.participant ctm-1 error onBehalfOf.exists() implies (member.resolve().iif(empty(), true, ofType(Practitioner).exists()))
Composition.section cmp-1 error text.exists() or entry.exists() or section.exists()
Composition.section cmp-2 error emptyReason.empty() or entry.empty()
Condition con-3 warning clinicalStatus.exists() or verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and code='entered-in-error').exists() or category.coding.where(code='problem-list-item').empty()
Condition con-4 error abatement.empty() or clinicalStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-clinical' and (code='resolved' or code='remission' or code='inactive')).exists()
Condition con-5 error verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and code='entered-in-error').empty() or clinicalStatus.empty()
Condition.stage con-1 error summary.exists() or assessment.exists()
Condition.evidence con-2 error code.exists() or detail.exists()
Consent ppc-1 error policy.exists() or policyRule.exists()
Consent ppc-2 error patient.exists() or scope.coding.where(system='something' and code='patient-privacy').exists().not()
Consent ppc-3 error patient.exists() or scope.coding.where(system='something' and code='research').exists().not()
Consent ppc-4 error patient.exists() or scope.coding.where(system='something' and code='adr').exists().not()
Consent ppc-5 error patient.exists() or scope.coding.where(system='something' and code='treatment').exists().not()
CoverageEligibilityResponse.insurance.item ces-1 error category.exists() xor productOrService.exists()
FamilyMemberHistory fhs-1 error age.empty() or born.empty()
FamilyMemberHistory fhs-2 error age.exists() or estimatedAge.empty()
Goal.target gol-1 error (detail.exists() and measure.exists()) or detail.exists().not()
Group grp-1 error member.empty() or (actual = true)
Immunization.education imm-1 error documentType.exists() or reference.exists()
ImmunizationRecommendation.recommendation imr-1 error vaccineCode.exists() or targetDisease.exists()
List lst-1 error emptyReason.empty() or entry.empty()
List lst-2 error mode = 'changes' or entry.deleted.empty()
List lst-3 error mode = 'working' or entry.date.empty()
MedicationAdministration.dosage mad-1 error dose.exists() or rate.exists()
MedicationDispense mdd-1 error whenHandedOver.empty() or whenPrepared.empty() or whenHandedOver >= whenPrepared
NutritionOrder nor-1 warning oralDiet.exists() or supplement.exists() or enteralFormula.exists()
Observation obs-6 error dataAbsentReason.empty() or value.empty()
Observation obs-7 error value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()
Observation.referenceRange obs-3 error low.exists() or high.exists() or text.exists()
Organization org-1 error (identifier.count() + name.count()) > 0
Organization.telecom org-3 error where(use = 'home').empty()
Organization.address org-2 error where(use = 'home').empty()
Patient.contact pat-1 error name.exists() or telecom.exists() or address.exists() or organization.exists()
Questionnaire que-0 warning name.matches('[A-Z]([A-Za-z0-9_]){0,254}')
Questionnaire que-2 error descendants().linkId.isDistinct()
Questionnaire.item que-1 error (type='group' implies item.empty().not()) and (type.trace('type')='display' implies item.trace('item').empty())
Questionnaire.item que-3 error type!='display' or code.empty()
Questionnaire.item que-4 error answerOption.empty() or answerValueSet.empty()
Questionnaire.item que-5 error (type ='choice' or type = 'open-choice' or type = 'decimal' or type = 'integer' or type = 'date' or type = 'dateTime' or type = 'time' or type = 'string' or type = 'quantity') or (answerValueSet.empty() and answerOption.empty())
Questionnaire.item que-6 error type!='display' or (required.empty() and repeats.empty())
Questionnaire.item que-8 error (type!='group' and type!='display') or initial.empty()
Questionnaire.item que-9 error type!='display' or readOnly.empty()
Questionnaire.item que-10 error (type in ('boolean' | 'decimal' | 'integer' | 'string' | 'text' | 'url' | 'open-choice')) or maxLength.empty()
Questionnaire.item que-11 error answerOption.empty() or initial.empty()
Questionnaire.item que-12 error enableWhen.count() > 2 implies enableBehavior.exists()
Questionnaire.item que-13 error repeats=true or initial.count() <= 1
Questionnaire.item.enableWhen que-7 error operator = 'exists' implies (answer is Boolean)
QuestionnaireResponse.item qrs-1 error (answer.exists() and item.exists()).not()
RequestGroup.action rqg-1 error resource.exists() != action.exists()
RiskAssessment.prediction ras-2 error probability is decimal implies (probability as decimal) <= 100
RiskAssessment.prediction.probability[x] ras-1 error (low.empty() or ((low.code = '%') and (low.system = %ucum))) and (high.empty() or ((high.code = '%') and (high.system = %ucum)))
ServiceRequest prr-1 error orderDetail.empty() or code.exists()
Task inv-1 error lastModified.exists().not() or authoredOn.exists().not() or lastModified >= authoredOn`;

/** `path type system code,code`: required bindings that can be listed and that the element table does not hold. */
export const REQUIRED_BINDINGS = `DataRequirement.type code http://hl7.org/fhir/data-types Address,Age,Annotation,Attachment,BackboneElement,CodeableConcept,Coding,ContactDetail,ContactPoint,Contributor,Count,DataRequirement,Distance,Dosage,Duration,Element,ElementDefinition,Expression,Extension,HumanName,Identifier,MarketingStatus,Meta,Money,MoneyQuantity,Narrative,ParameterDefinition,Period,Population,ProdCharacteristic,ProductShelfLife,Quantity,Range,Ratio,Reference,RelatedArtifact,SampledData,Signature,SimpleQuantity,SubstanceAmount,Timing,TriggerDefinition,UsageContext,base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,xhtml
DataRequirement.type code http://hl7.org/fhir/resource-types Account,ActivityDefinition,AdverseEvent,AllergyIntolerance,Appointment,AppointmentResponse,AuditEvent,Basic,Binary,BiologicallyDerivedProduct,BodyStructure,Bundle,CapabilityStatement,CarePlan,CareTeam,CatalogEntry,ChargeItem,ChargeItemDefinition,Claim,ClaimResponse,ClinicalImpression,CodeSystem,Communication,CommunicationRequest,CompartmentDefinition,Composition,ConceptMap,Condition,Consent,Contract,Coverage,CoverageEligibilityRequest,CoverageEligibilityResponse,DetectedIssue,Device,DeviceDefinition,DeviceMetric,DeviceRequest,DeviceUseStatement,DiagnosticReport,DocumentManifest,DocumentReference,DomainResource,EffectEvidenceSynthesis,Encounter,Endpoint,EnrollmentRequest,EnrollmentResponse,EpisodeOfCare,EventDefinition,Evidence,EvidenceVariable,ExampleScenario,ExplanationOfBenefit,FamilyMemberHistory,Flag,Goal,GraphDefinition,Group,GuidanceResponse,HealthcareService,ImagingStudy,Immunization,ImmunizationEvaluation,ImmunizationRecommendation,ImplementationGuide,InsurancePlan,Invoice,Library,Linkage,List,Location,Measure,MeasureReport,Media,Medication,MedicationAdministration,MedicationDispense,MedicationKnowledge,MedicationRequest,MedicationStatement,MedicinalProduct,MedicinalProductAuthorization,MedicinalProductContraindication,MedicinalProductIndication,MedicinalProductIngredient,MedicinalProductInteraction,MedicinalProductManufactured,MedicinalProductPackaged,MedicinalProductPharmaceutical,MedicinalProductUndesirableEffect,MessageDefinition,MessageHeader,MolecularSequence,NamingSystem,NutritionOrder,Observation,ObservationDefinition,OperationDefinition,OperationOutcome,Organization,OrganizationAffiliation,Parameters,Patient,PaymentNotice,PaymentReconciliation,Person,PlanDefinition,Practitioner,PractitionerRole,Procedure,Provenance,Questionnaire,QuestionnaireResponse,RelatedPerson,RequestGroup,ResearchDefinition,ResearchElementDefinition,ResearchStudy,ResearchSubject,Resource,RiskAssessment,RiskEvidenceSynthesis,Schedule,SearchParameter,ServiceRequest,Slot,Specimen,SpecimenDefinition,StructureDefinition,StructureMap,Subscription,Substance,SubstanceNucleicAcid,SubstancePolymer,SubstanceProtein,SubstanceReferenceInformation,SubstanceSourceMaterial,SubstanceSpecification,SupplyDelivery,SupplyRequest,Task,TerminologyCapabilities,TestReport,TestScript,ValueSet,VerificationResult,VisionPrescription
DataRequirement.type code http://hl7.org/fhir/abstract-types Type,Any
ParameterDefinition.type code http://hl7.org/fhir/data-types Address,Age,Annotation,Attachment,BackboneElement,CodeableConcept,Coding,ContactDetail,ContactPoint,Contributor,Count,DataRequirement,Distance,Dosage,Duration,Element,ElementDefinition,Expression,Extension,HumanName,Identifier,MarketingStatus,Meta,Money,MoneyQuantity,Narrative,ParameterDefinition,Period,Population,ProdCharacteristic,ProductShelfLife,Quantity,Range,Ratio,Reference,RelatedArtifact,SampledData,Signature,SimpleQuantity,SubstanceAmount,Timing,TriggerDefinition,UsageContext,base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,xhtml
ParameterDefinition.type code http://hl7.org/fhir/resource-types Account,ActivityDefinition,AdverseEvent,AllergyIntolerance,Appointment,AppointmentResponse,AuditEvent,Basic,Binary,BiologicallyDerivedProduct,BodyStructure,Bundle,CapabilityStatement,CarePlan,CareTeam,CatalogEntry,ChargeItem,ChargeItemDefinition,Claim,ClaimResponse,ClinicalImpression,CodeSystem,Communication,CommunicationRequest,CompartmentDefinition,Composition,ConceptMap,Condition,Consent,Contract,Coverage,CoverageEligibilityRequest,CoverageEligibilityResponse,DetectedIssue,Device,DeviceDefinition,DeviceMetric,DeviceRequest,DeviceUseStatement,DiagnosticReport,DocumentManifest,DocumentReference,DomainResource,EffectEvidenceSynthesis,Encounter,Endpoint,EnrollmentRequest,EnrollmentResponse,EpisodeOfCare,EventDefinition,Evidence,EvidenceVariable,ExampleScenario,ExplanationOfBenefit,FamilyMemberHistory,Flag,Goal,GraphDefinition,Group,GuidanceResponse,HealthcareService,ImagingStudy,Immunization,ImmunizationEvaluation,ImmunizationRecommendation,ImplementationGuide,InsurancePlan,Invoice,Library,Linkage,List,Location,Measure,MeasureReport,Media,Medication,MedicationAdministration,MedicationDispense,MedicationKnowledge,MedicationRequest,MedicationStatement,MedicinalProduct,MedicinalProductAuthorization,MedicinalProductContraindication,MedicinalProductIndication,MedicinalProductIngredient,MedicinalProductInteraction,MedicinalProductManufactured,MedicinalProductPackaged,MedicinalProductPharmaceutical,MedicinalProductUndesirableEffect,MessageDefinition,MessageHeader,MolecularSequence,NamingSystem,NutritionOrder,Observation,ObservationDefinition,OperationDefinition,OperationOutcome,Organization,OrganizationAffiliation,Parameters,Patient,PaymentNotice,PaymentReconciliation,Person,PlanDefinition,Practitioner,PractitionerRole,Procedure,Provenance,Questionnaire,QuestionnaireResponse,RelatedPerson,RequestGroup,ResearchDefinition,ResearchElementDefinition,ResearchStudy,ResearchSubject,Resource,RiskAssessment,RiskEvidenceSynthesis,Schedule,SearchParameter,ServiceRequest,Slot,Specimen,SpecimenDefinition,StructureDefinition,StructureMap,Subscription,Substance,SubstanceNucleicAcid,SubstancePolymer,SubstanceProtein,SubstanceReferenceInformation,SubstanceSourceMaterial,SubstanceSpecification,SupplyDelivery,SupplyRequest,Task,TerminologyCapabilities,TestReport,TestScript,ValueSet,VerificationResult,VisionPrescription
ParameterDefinition.type code http://hl7.org/fhir/abstract-types Type,Any
AdverseEvent.severity CodeableConcept http://terminology.hl7.org/CodeSystem/adverse-event-severity mild,moderate,severe
AdverseEvent.outcome CodeableConcept http://terminology.hl7.org/CodeSystem/adverse-event-outcome resolved,recovering,ongoing,resolvedWithSequelae,fatal,unknown
AllergyIntolerance.clinicalStatus CodeableConcept http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical active,inactive,resolved
AllergyIntolerance.verificationStatus CodeableConcept http://terminology.hl7.org/CodeSystem/allergyintolerance-verification unconfirmed,confirmed,refuted,entered-in-error
Condition.clinicalStatus CodeableConcept http://terminology.hl7.org/CodeSystem/condition-clinical active,recurrence,relapse,inactive,remission,resolved
Condition.verificationStatus CodeableConcept http://terminology.hl7.org/CodeSystem/condition-ver-status unconfirmed,provisional,differential,confirmed,refuted,entered-in-error
Questionnaire.subjectType code http://hl7.org/fhir/resource-types Account,ActivityDefinition,AdverseEvent,AllergyIntolerance,Appointment,AppointmentResponse,AuditEvent,Basic,Binary,BiologicallyDerivedProduct,BodyStructure,Bundle,CapabilityStatement,CarePlan,CareTeam,CatalogEntry,ChargeItem,ChargeItemDefinition,Claim,ClaimResponse,ClinicalImpression,CodeSystem,Communication,CommunicationRequest,CompartmentDefinition,Composition,ConceptMap,Condition,Consent,Contract,Coverage,CoverageEligibilityRequest,CoverageEligibilityResponse,DetectedIssue,Device,DeviceDefinition,DeviceMetric,DeviceRequest,DeviceUseStatement,DiagnosticReport,DocumentManifest,DocumentReference,DomainResource,EffectEvidenceSynthesis,Encounter,Endpoint,EnrollmentRequest,EnrollmentResponse,EpisodeOfCare,EventDefinition,Evidence,EvidenceVariable,ExampleScenario,ExplanationOfBenefit,FamilyMemberHistory,Flag,Goal,GraphDefinition,Group,GuidanceResponse,HealthcareService,ImagingStudy,Immunization,ImmunizationEvaluation,ImmunizationRecommendation,ImplementationGuide,InsurancePlan,Invoice,Library,Linkage,List,Location,Measure,MeasureReport,Media,Medication,MedicationAdministration,MedicationDispense,MedicationKnowledge,MedicationRequest,MedicationStatement,MedicinalProduct,MedicinalProductAuthorization,MedicinalProductContraindication,MedicinalProductIndication,MedicinalProductIngredient,MedicinalProductInteraction,MedicinalProductManufactured,MedicinalProductPackaged,MedicinalProductPharmaceutical,MedicinalProductUndesirableEffect,MessageDefinition,MessageHeader,MolecularSequence,NamingSystem,NutritionOrder,Observation,ObservationDefinition,OperationDefinition,OperationOutcome,Organization,OrganizationAffiliation,Parameters,Patient,PaymentNotice,PaymentReconciliation,Person,PlanDefinition,Practitioner,PractitionerRole,Procedure,Provenance,Questionnaire,QuestionnaireResponse,RelatedPerson,RequestGroup,ResearchDefinition,ResearchElementDefinition,ResearchStudy,ResearchSubject,Resource,RiskAssessment,RiskEvidenceSynthesis,Schedule,SearchParameter,ServiceRequest,Slot,Specimen,SpecimenDefinition,StructureDefinition,StructureMap,Subscription,Substance,SubstanceNucleicAcid,SubstancePolymer,SubstanceProtein,SubstanceReferenceInformation,SubstanceSourceMaterial,SubstanceSpecification,SupplyDelivery,SupplyRequest,Task,TerminologyCapabilities,TestReport,TestScript,ValueSet,VerificationResult,VisionPrescription
SupplyDelivery.type CodeableConcept http://terminology.hl7.org/CodeSystem/supply-item-type medication,device`;

/** `path value-set`: required bindings whose codes cannot be listed from HL7's definitions; they are not checked. */
export const UNLISTED_BINDINGS = `Attachment.contentType http://hl7.org/fhir/ValueSet/mimetypes
Money.currency http://hl7.org/fhir/ValueSet/currencies
Signature.targetFormat http://hl7.org/fhir/ValueSet/mimetypes
Signature.sigFormat http://hl7.org/fhir/ValueSet/mimetypes
Binary.contentType http://hl7.org/fhir/ValueSet/mimetypes
Endpoint.payloadMimeType http://hl7.org/fhir/ValueSet/mimetypes`;
