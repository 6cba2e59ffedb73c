import { stepNames } from '#renderer/ui/text/step-names.ts';

/** The six steps for a choice of one. */
export const stepOptions = Object.entries(stepNames).map(([value, label]) => ({ value, label }));
