// What goes by electronic ways and what people key: planned, counted, made into items.

export { type ItemCounts, RATE_OF, type RoutingRate } from '../abstraction/routing/costs.js';
export { DEFAULT_ROUTING, ROUTING_FILE, type RoutingPlan, readRoutingPlan } from '../artifacts/routing-plan.js';
export {
  type AppliedRouting,
  applyRoutes,
  planRoutes,
  type RoutingChoice,
  type RoutingFigures,
  type RoutingRequest,
  type RuleFigures,
} from '../manual/routing.js';
export type { MakingResult } from '../manual/work-making.js';
