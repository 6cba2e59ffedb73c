export const sessionKeys = { state: ['session'] as const };
