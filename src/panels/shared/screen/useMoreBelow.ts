import { type ReactNode, useEffect, useState } from 'react';

/** Heights are rounded where the pixels of a screen are not whole numbers. */
const ROUNDING_PX = 1;

interface MoreBelow<T extends HTMLElement> {
  /** Of the element that scrolls. */
  ref: (element: T | null) => void;
  /** Something stands below what is in view. */
  moreBelow: boolean;
}

/**
 * Whether an element has something further down, as it is scrolled, resized and filled.
 *
 * @param content - what it is filled with: another one may need more room
 */
export function useMoreBelow<T extends HTMLElement>(content: ReactNode): MoreBelow<T> {
  const [element, setElement] = useState<T | null>(null);
  const [moreBelow, setMoreBelow] = useState(false);

  useEffect(() => {
    if (element === null) {
      return;
    }
    const look = () => setMoreBelow(hasMoreBelow(element));
    element.addEventListener('scroll', look, { passive: true });
    // It calls as soon as it observes, too.
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [element, content]);

  return { ref: setElement, moreBelow };
}

function hasMoreBelow({ scrollHeight, clientHeight, scrollTop }: HTMLElement): boolean {
  return scrollHeight - clientHeight - scrollTop > ROUNDING_PX;
}
