import { stepNames } from '#shared/step-names.ts';

/** The six steps for a choice of one. */
export const stepOptions = Object.entries(stepNames).map(([value, label]) => ({ value, label }));
