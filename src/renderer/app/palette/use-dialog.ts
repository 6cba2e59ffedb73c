import { type RefObject, useEffect, useRef } from 'react';

/** Shows a native dialog as a modal while mounted: the focus stays inside, Escape and a press outside close it. */
export function useDialog(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const onEnd = () => close.current();
    const onPress = (event: MouseEvent) => {
      if (event.target === element) element.close();
    };
    element.addEventListener('close', onEnd);
    element.addEventListener('mousedown', onPress);
    element.showModal();
    return () => {
      element.removeEventListener('close', onEnd);
      element.removeEventListener('mousedown', onPress);
      // Closing gives the focus back to where it was.
      element.close();
    };
  }, []);
  return dialog;
}
