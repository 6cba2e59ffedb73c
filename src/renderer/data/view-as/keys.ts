/** Query keys of views of members. What a view showed lies under its id and goes with it. */
export const viewKeys = {
  state: (viewId: string) => ['view_as', 'state', viewId] as const,
  parts: (viewId: string) => ['view_as', 'parts', viewId] as const,
  part: (viewId: string, part: string) => ['view_as', 'parts', viewId, part] as const,
};
