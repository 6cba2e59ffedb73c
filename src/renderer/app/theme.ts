import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** One cool grey ramp for both themes: `gray` runs light to dark, `dark` is the same ramp read in the dark. */
const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#eceef2',
  '#e1e5eb',
  '#cbd1da',
  '#a9b2c0',
  '#8791a1',
  '#667181',
  '#545e6e',
  '#3a4452',
  '#1b212b',
];
const dark: MantineColorsTuple = [
  '#e6e9ee',
  '#cbd1da',
  '#a9b2c0',
  '#8f9aaa',
  '#3a4452',
  '#29313c',
  '#1f2630',
  '#171c24',
  '#11151b',
  '#0d1116',
];
const indigo: MantineColorsTuple = [
  '#ebedfb',
  '#d5daf7',
  '#a6b1fb',
  '#8d9aff',
  '#6b79ea',
  '#5a68dc',
  '#4453c8',
  '#3845ad',
  '#2e3990',
  '#232a50',
];
const red: MantineColorsTuple = [
  '#fce9e9',
  '#f8d0d0',
  '#ff9d97',
  '#ef7b76',
  '#e15b5b',
  '#cf3b3b',
  '#b82b2b',
  '#b02525',
  '#8f1d1d',
  '#401d1f',
];

const control = () => ({ wrapper: { '--input-height': '2rem', '--input-fz': '0.8125rem' } });

/** The tokens of the look: sizes, radius, the ramp and one accent. Colours with a meaning live in tokens.css. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 5 },
  colors: { gray, dark, indigo, red },
  black: '#1b212b',
  fontFamily: '"Inter Variable", system-ui, "Segoe UI", sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, Menlo, monospace',
  headings: { fontFamily: '"Inter Variable", system-ui, "Segoe UI", sans-serif', fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      // The usual button is 32 px high; the compact ones keep Mantine's own measures.
      vars: (_theme: unknown, { size }: { size?: unknown }) => ({
        root:
          size === 'sm' || size === undefined
            ? { '--button-height': '2rem', '--button-fz': '0.8125rem', '--button-padding-x': '0.75rem' }
            : {},
      }),
    },
    Input: { defaultProps: { size: 'sm' }, vars: control },
    InputWrapper: { defaultProps: { size: 'sm', inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
    InputDescription: {
      vars: () => ({ description: { '--input-description-size': '0.75rem' } }),
      styles: { description: { marginBottom: '0.25rem' } },
    },
    InputError: { vars: () => ({ error: { '--input-error-size': '0.75rem' } }) },
    Select: {
      defaultProps: {
        size: 'sm',
        comboboxProps: { keepMounted: false, shadow: 'md', transitionProps: { duration: 0 } },
      },
    },
    // Dialogs and menus live inside what opened them, so that a shell that waits behind the connect screen takes its
    // own along. The connect screen stands first in the page.
    Portal: { defaultProps: { target: '[data-portals]' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // The first item takes the focus; an empty one before it would be no item of a menu.
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md', withInitialFocusPlaceholder: false } },
    Modal: {
      // The page itself never scrolls, so there is nothing to lock.
      defaultProps: {
        transitionProps: { duration: 0 },
        centered: true,
        size: 'md',
        padding: '1.25rem',
        lockScroll: false,
        // The keyboard follows dialogs without timers (ui/overlay/dialog-focus.ts).
        trapFocus: false,
      },
      // A long address in the question breaks; it must not push the way out of the dialog aside.
      styles: {
        title: {
          minWidth: 0,
          paddingInlineEnd: '0.5rem',
          overflowWrap: 'anywhere',
          fontSize: '1rem',
          fontWeight: 600,
          lineHeight: '1.5rem',
        },
      },
    },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 300 } },
  },
});

const mapped = {
  '--mantine-color-body': 'var(--gh-surface)',
  '--mantine-color-text': 'var(--gh-text)',
  '--mantine-color-dimmed': 'var(--gh-text-muted)',
  '--mantine-color-placeholder': 'var(--gh-text-faint)',
  '--mantine-color-anchor': 'var(--gh-accent-text)',
  '--mantine-color-error': 'var(--gh-critical)',
  '--mantine-color-default': 'var(--gh-surface)',
  '--mantine-color-default-hover': 'var(--gh-hover)',
  '--mantine-color-default-color': 'var(--gh-text)',
  '--mantine-color-default-border': 'var(--gh-line-strong)',
  // What takes something away (light and subtle buttons, a touched entry of a menu): Mantine's own red is too faint in the dark.
  '--mantine-color-red-light': 'var(--gh-critical-soft)',
  '--mantine-color-red-light-hover': 'color-mix(in srgb, var(--gh-critical-soft) 88%, var(--gh-critical))',
  '--mantine-color-red-light-color': 'var(--gh-critical)',
};

/** Mantine's own surface colours, taken from our tokens, so that there is one source in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: mapped, dark: mapped });
