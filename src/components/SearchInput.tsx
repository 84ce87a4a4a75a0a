import { Input } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

/** How long typing has to rest before it is searched for. */
export const TYPING_PAUSE_MS = 300;

interface Props {
  label: string;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  width?: number;
}

/** An input that searches when typing comes to rest, and follows the value when that changes from elsewhere. */
export function SearchInput({ label, value, onChange, placeholder, width }: Props) {
  const [draft, setDraft] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // The echo of what was sent must not undo what was typed since.
    if (value !== sent) {
      setDraft(value);
      setSent(value);
    }
  }
  useEffect(() => {
    if (draft === sent) {
      return;
    }
    const timer = setTimeout(() => {
      setSent(draft);
      onChange(draft);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, sent, onChange]);
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      width={width}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
    />
  );
}
