export const auditKeys = {
  all: ['audit'] as const,
  list: ['audit', 'list'] as const,
  head: ['audit', 'head'] as const,
};
