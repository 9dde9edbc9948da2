/**
 * Mandatory elements of the types and nested elements that charts seldom hold: `Type path=kind path=kind|other|other`, names after `|` are the other types of a
 * choice. Made from the minimum cardinalities of HL7's StructureDefinitions (FHIR R4 4.0.1, CC0 1.0); kinds as in mandatory.ts. Parents stand before their children.
 */
export const FURTHER_MANDATORY = `AdverseEvent actuality=primitive subject=element suspectEntity.instance=element
AppointmentResponse appointment=element participantStatus=primitive
AuditEvent type=coding recorded=primitive agent=element[] source=element agent.requestor=primitive source.observer=element entity.detail.type=primitive entity.detail.valueString=primitive|valueBase64Binary
Basic code=concept
Binary contentType=primitive
BodyStructure patient=element
CarePlan activity.detail.status=primitive
ChargeItem status=primitive code=concept subject=element performer.actor=element
Claim payee.type=concept careTeam.sequence=primitive careTeam.provider=element supportingInfo.sequence=primitive supportingInfo.category=concept diagnosis.diagnosisCodeableConcept=concept|diagnosisReference procedure.procedureCodeableConcept=concept|procedureReference accident.date=primitive item.detail.sequence=primitive item.detail.productOrService=concept item.detail.subDetail.sequence=primitive item.detail.subDetail.productOrService=concept
ClaimResponse status=primitive type=concept use=primitive patient=element created=primitive insurer=element outcome=primitive item.itemSequence=primitive item.adjudication=element[] item.adjudication.category=concept item.detail.detailSequence=primitive item.detail.adjudication=element[] item.detail.subDetail.subDetailSequence=primitive addItem.productOrService=concept addItem.adjudication=element[] addItem.detail.productOrService=concept addItem.detail.adjudication=element[] addItem.detail.subDetail.productOrService=concept addItem.detail.subDetail.adjudication=element[] total.category=concept total.amount=element payment.type=concept payment.amount=element processNote.text=primitive insurance.sequence=primitive insurance.focal=primitive insurance.coverage=element error.code=concept
ClinicalImpression status=primitive subject=element investigation.code=concept
Communication payload.contentString=primitive|contentAttachment|contentReference
CommunicationRequest status=primitive payload.contentString=primitive|contentAttachment|contentReference
Composition status=primitive type=concept date=primitive author=element[] title=primitive attester.mode=primitive relatesTo.code=primitive relatesTo.targetReference=element|targetIdentifier
Consent verification.verified=primitive provision.actor.role=concept provision.actor.reference=element provision.data.meaning=primitive provision.data.reference=element
Contract contentDefinition.type=concept contentDefinition.publicationStatus=primitive term.securityLabel.classification=coding term.offer=element term.offer.party.reference=element[] term.offer.party.role=concept term.offer.answer.valueString=primitive|valueDateTime|valueAttachment|valueQuantity|valueReference|valueBoolean|valueDate|valueDecimal|valueInteger|valueTime|valueUri|valueCoding term.action.type=concept term.action.intent=concept term.action.status=concept term.action.subject.reference=element[] signer.type=coding signer.party=element signer.signature=element[] friendly.contentAttachment=element|contentReference legal.contentAttachment=element|contentReference rule.contentAttachment=element|contentReference
Coverage costToBeneficiary.valueQuantity=element|valueMoney costToBeneficiary.exception.type=concept
CoverageEligibilityRequest status=primitive purpose=primitive[] patient=element created=primitive insurer=element supportingInfo.sequence=primitive supportingInfo.information=element insurance.coverage=element
CoverageEligibilityResponse status=primitive purpose=primitive[] patient=element created=primitive request=element outcome=primitive insurer=element insurance.coverage=element insurance.item.benefit.type=concept error.code=concept
DetectedIssue status=primitive mitigation.action=concept
Device deviceName.name=primitive deviceName.type=primitive specialization.systemType=concept version.value=primitive property.type=concept
DeviceMetric type=concept category=primitive
DeviceRequest intent=primitive codeCodeableConcept=concept|codeReference subject=element
DeviceUseStatement status=primitive subject=element device=element
DocumentManifest status=primitive content=element[]
Encounter classHistory.class=coding classHistory.period=element
Endpoint status=primitive connectionType=coding payloadType=concept[] address=primitive
EpisodeOfCare status=primitive patient=element statusHistory.status=primitive statusHistory.period=element diagnosis.condition=element
ExplanationOfBenefit status=primitive type=concept use=primitive patient=element created=primitive insurer=element provider=element outcome=primitive insurance=element[] careTeam.sequence=primitive careTeam.provider=element supportingInfo.sequence=primitive supportingInfo.category=concept diagnosis.sequence=primitive diagnosis.diagnosisCodeableConcept=concept|diagnosisReference procedure.sequence=primitive procedure.procedureCodeableConcept=concept|procedureReference insurance.focal=primitive insurance.coverage=element item.sequence=primitive item.productOrService=concept item.adjudication.category=concept item.detail.sequence=primitive item.detail.productOrService=concept item.detail.subDetail.sequence=primitive item.detail.subDetail.productOrService=concept addItem.productOrService=concept addItem.detail.productOrService=concept addItem.detail.subDetail.productOrService=concept total.category=concept total.amount=element benefitBalance.category=concept benefitBalance.financial.type=concept
Group type=primitive actual=primitive characteristic.code=concept characteristic.valueCodeableConcept=concept|valueQuantity|valueReference|valueBoolean|valueRange characteristic.exclude=primitive member.entity=element
GuidanceResponse moduleCodeableConcept=concept|moduleUri|moduleCanonical status=primitive
HealthcareService notAvailable.description=primitive
ImagingStudy series.performer.actor=element
ImmunizationEvaluation status=primitive patient=element targetDisease=concept immunizationEvent=element doseStatus=concept
ImmunizationRecommendation patient=element date=primitive recommendation=element[] recommendation.forecastStatus=concept recommendation.dateCriterion.code=concept recommendation.dateCriterion.value=primitive
Invoice status=primitive participant.actor=element lineItem.chargeItemCodeableConcept=concept|chargeItemReference lineItem.priceComponent.type=primitive
Location position.longitude=primitive position.latitude=primitive
Media status=primitive content=element
Medication ingredient.itemCodeableConcept=concept|itemReference
MedicationDispense substitution.wasSubstituted=primitive
MessageHeader eventCoding=coding|eventUri source=element destination.endpoint=primitive source.endpoint=primitive response.identifier=primitive response.code=primitive
OperationOutcome issue=element[] issue.severity=primitive issue.code=primitive
PaymentNotice status=primitive created=primitive payment=element recipient=element amount=element
Person link.target=element
PractitionerRole notAvailable.description=primitive
Questionnaire status=primitive item.linkId=primitive item.type=primitive item.enableWhen.question=primitive item.enableWhen.operator=primitive item.enableWhen.answerString=primitive|answerDateTime|answerQuantity|answerReference|answerBoolean|answerDate|answerDecimal|answerInteger|answerTime|answerCoding item.answerOption.valueString=primitive|valueReference|valueDate|valueInteger|valueTime|valueCoding item.initial.valueString=primitive|valueDateTime|valueAttachment|valueQuantity|valueReference|valueBoolean|valueDate|valueDecimal|valueInteger|valueTime|valueUri|valueCoding
RequestGroup status=primitive intent=primitive action.condition.kind=primitive action.relatedAction.actionId=primitive action.relatedAction.relationship=primitive
Schedule actor=element[]
Slot schedule=element status=primitive start=primitive end=primitive
Substance code=concept ingredient.substanceCodeableConcept=concept|substanceReference
SupplyRequest itemCodeableConcept=concept|itemReference quantity=element
Task status=primitive intent=primitive input.type=concept input.valueCodeableConcept=concept|valueString|valueDateTime|valueAttachment|valueQuantity|valueReference|valueBoolean|valuePeriod|valueDate|valueBase64Binary|valueCanonical|valueCode|valueDecimal|valueId|valueInstant|valueInteger|valueMarkdown|valueOid|valuePositiveInt|valueTime|valueUnsignedInt|valueUri|valueUrl|valueUuid|valueAddress|valueAge|valueAnnotation|valueCoding|valueContactPoint|valueCount|valueDistance|valueDuration|valueHumanName|valueIdentifier|valueMoney|valueRange|valueRatio|valueSampledData|valueSignature|valueTiming|valueContactDetail|valueContributor|valueDataRequirement|valueExpression|valueParameterDefinition|valueRelatedArtifact|valueTriggerDefinition|valueUsageContext|valueDosage|valueMeta output.type=concept output.valueCodeableConcept=concept|valueString|valueDateTime|valueAttachment|valueQuantity|valueReference|valueBoolean|valuePeriod|valueDate|valueBase64Binary|valueCanonical|valueCode|valueDecimal|valueId|valueInstant|valueInteger|valueMarkdown|valueOid|valuePositiveInt|valueTime|valueUnsignedInt|valueUri|valueUrl|valueUuid|valueAddress|valueAge|valueAnnotation|valueCoding|valueContactPoint|valueCount|valueDistance|valueDuration|valueHumanName|valueIdentifier|valueMoney|valueRange|valueRatio|valueSampledData|valueSignature|valueTiming|valueContactDetail|valueContributor|valueDataRequirement|valueExpression|valueParameterDefinition|valueRelatedArtifact|valueTriggerDefinition|valueUsageContext|valueDosage|valueMeta
VisionPrescription status=primitive created=primitive patient=element dateWritten=primitive prescriber=element lensSpecification=element[] lensSpecification.product=concept lensSpecification.eye=primitive lensSpecification.prism.amount=primitive lensSpecification.prism.base=primitive`;
