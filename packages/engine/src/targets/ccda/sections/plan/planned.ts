import type {
  Appointment,
  CarePlan,
  DeviceRequest,
  Encounter,
  ImmunizationRecommendation,
  NutritionOrder,
  ServiceRequest,
  SupplyRequest,
} from '../../../../chart/fhir.js';
import type { CcdaDocument } from '../../document.js';
import { activities, ofPlan, type Planned } from './item.js';
import {
  ofAppointment,
  ofDeviceRequest,
  ofNutritionOrder,
  ofPlannedEncounter,
  ofRecommendation,
  ofServiceRequest,
  ofSupplyRequest,
} from './request.js';

/** Everything of the chart that is planned, beside goals and medications. */
export function plannedOf(document: CcdaDocument): readonly Planned[] {
  return [
    ...document
      .all<CarePlan>('CarePlan')
      .flatMap(({ resource }) => [ofPlan(document, resource), ...activities(document, resource)]),
    ...document.all<ServiceRequest>('ServiceRequest').map(({ resource }) => ofServiceRequest(document, resource)),
    ...document
      .all<Encounter>('Encounter')
      .filter(({ resource }) => resource.status === 'planned')
      .map(({ resource }) => ofPlannedEncounter(document, resource)),
    ...document.all<Appointment>('Appointment').map(({ resource }) => ofAppointment(document, resource)),
    ...document
      .all<ImmunizationRecommendation>('ImmunizationRecommendation')
      .flatMap(({ resource }) => ofRecommendation(document, resource)),
    ...document.all<SupplyRequest>('SupplyRequest').map(({ resource }) => ofSupplyRequest(document, resource)),
    ...document.all<DeviceRequest>('DeviceRequest').map(({ resource }) => ofDeviceRequest(document, resource)),
    ...document.all<NutritionOrder>('NutritionOrder').map(({ resource }) => ofNutritionOrder(resource)),
  ];
}
