import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

/** Heights are rounded where the pixels of a screen are not whole numbers. */
const ROUNDING_PX = 1;

interface MoreBelow<T extends HTMLElement> {
  /** Of the element that scrolls. */
  ref: RefObject<T>;
  /** Something stands below what is in view. */
  moreBelow: boolean;
}

/**
 * Whether an element has something further down, as it is scrolled, resized and filled.
 *
 * @param content - what it is filled with: another one may need more room
 */
export function useMoreBelow<T extends HTMLElement>(content: ReactNode): MoreBelow<T> {
  const ref = useRef<T>(null);
  const [moreBelow, setMoreBelow] = useState(false);

  useEffect(() => {
    const element = ref.current;
    if (element === null) {
      return;
    }
    const look = () => setMoreBelow(hasMoreBelow(element));
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, []);

  useEffect(() => setMoreBelow(ref.current !== null && hasMoreBelow(ref.current)), [content]);

  return { ref, moreBelow };
}

function hasMoreBelow({ scrollHeight, clientHeight, scrollTop }: HTMLElement): boolean {
  return scrollHeight - clientHeight - scrollTop > ROUNDING_PX;
}
