import { TextInput } from '@mantine/core';

interface CodeInputProps {
  value: string;
  onChange: (code: string) => void;
  error: string | undefined;
}

/** Six digits from an authenticator app; pasted spaces are dropped. */
export function CodeInput({ value, onChange, error }: CodeInputProps) {
  return (
    <TextInput
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
