/* One icon a module, as the shapes it is drawn from. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  export const __iconNode: readonly (readonly [tag: string, attributes: { readonly d?: string }])[];
}
