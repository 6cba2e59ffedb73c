import { TextInput } from '@mantine/core';

interface CodeInputProps {
  value: string;
  onChange: (code: string) => void;
  error: string | undefined;
  /** True where it appears as the next thing to do. */
  focused?: boolean;
}

/** Six digits from an authenticator app; pasted spaces are dropped. */
export function CodeInput({ value, onChange, error, focused = false }: CodeInputProps) {
  return (
    <TextInput
      autoFocus={focused}
      label="One-time code"
      description="Six digits from the authenticator app"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
      error={error}
      inputMode="numeric"
      autoComplete="one-time-code"
    />
  );
}
