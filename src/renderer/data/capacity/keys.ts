export const capacityKeys = { all: ['capacity'] as const };
