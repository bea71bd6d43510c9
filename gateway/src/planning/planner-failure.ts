/** A planner broke down, whatever the operation: another one may plan it. */
export class PlannerFailure extends Error {}
