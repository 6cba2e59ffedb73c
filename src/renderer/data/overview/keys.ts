export const overviewKeys = {
  all: ['overview'] as const,
  analytics: ['overview', 'analytics'] as const,
};
