import { useEffect, useRef } from 'react';

/**
 * Gives the focus back to what had it before something opened above the page, or to a place of the page when that is gone, as
 * the buttons of a deleted row are. Grafana's drawers and dialogs do so by themselves, but not when two
 * close at once, and with React 19 not when they close together with a change of the page.
 *
 * @param open - whether something is open above the page
 * @returns the place to fall back to: needs a `tabIndex`
 */
export function useFocusReturn<T extends HTMLElement>(open: boolean): { readonly current: T | null } {
  const place = useRef<T | null>(null);
  useEffect(() => {
    if (!open) {
      return;
    }
    const opener = document.activeElement;
    const fallback = place.current;
    return () => {
      // After Grafana's own attempt, which comes with the next frame.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          const target = opener instanceof HTMLElement && opener.isConnected ? opener : fallback;
          target?.focus();
        })
      );
    };
  }, [open]);
  return place;
}
