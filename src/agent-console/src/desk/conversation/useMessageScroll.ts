import type { MessageLog } from "@chatservice/client";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLive } from "../live/LiveProvider";
import type { TimelineItem } from "./timeline";

const nearEndPx = 60;
const nearStartItems = 4;
/** Drawn beyond what is in sight, at either end. */
const overscan = 10;
const highlightMs = 2_500;
/** After a change of size lines break anew and are measured one after the other. */
const settleMs = 300;

interface Input {
  log: MessageLog;
  items: TimelineItem[];
  atSeq: number | null;
  /** Key of the item that has the focus: it stays drawn, or the focus would be lost with it. */
  kept: string | null;
}

/** Where the list stands: at its end it follows, elsewhere it stays and counts; at its start it reads earlier pages. */
export function useMessageScroll({ log, items, atSeq, kept }: Input) {
  const { live } = useLive();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [seenCount, setSeenCount] = useState(0);
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const keptIndex = kept === null ? -1 : items.findIndex((item) => item.key === kept);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      return keptIndex < 0 || drawn.includes(keptIndex) ? drawn : [...drawn, keptIndex].sort((a, b) => a - b);
    },
    [keptIndex],
  );
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.type === "bubble" ? 58 : 36),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan,
    rangeExtractor,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: nearEndPx,
  });

  const toEnd = useCallback(() => virtual.scrollToEnd(), [virtual]);
  const settling = useStayAtEnd(scroller, atEnd);
  const onScroll = useCallback(() => {
    const element = scroller.current;
    // What moves because the room changes is nobody's wish to leave the end.
    if (!element || settling()) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx);
  }, [settling]);

  const has = items.length > 0;
  useLayoutEffect(() => {
    if (has && atSeq === null) virtual.scrollToEnd();
  }, [has, atSeq, virtual]);

  useJumpToSeq({ log, items, atSeq, virtual, setHighlighted });

  const count = items.length;
  useEffect(() => {
    if (atEnd) setSeenCount(count);
  }, [atEnd, count]);

  const first = Math.max(0, (virtual.range?.startIndex ?? 0) - overscan);
  const loading = useRef(false);
  useEffect(() => {
    if (count === 0 || first > nearStartItems || loading.current || log.firstSeq <= 1) return;
    loading.current = true;
    live.logs
      .loadEarlier(log)
      .catch(() => undefined)
      .finally(() => {
        loading.current = false;
      });
  }, [first, count, log, live]);

  return { scroller, virtual, atEnd, newCount: Math.max(0, count - seenCount), toEnd, onScroll, highlighted };
}

/**
 * The composer grows, an offer or the typing preview comes, the window gets narrower: at the end one stays at the end.
 * Answers whether the list is finding its place after such a change; the scroll events of that time are its own.
 */
function useStayAtEnd(scroller: RefObject<HTMLDivElement | null>, atEnd: boolean): () => boolean {
  const end = useRef(atEnd);
  end.current = atEnd;
  const room = useRef({ size: "", until: 0 });
  const settling = useCallback(() => {
    const { clientWidth = 0, clientHeight = 0 } = scroller.current ?? {};
    const size = `${clientWidth} ${clientHeight}`;
    const { size: before } = room.current;
    // The first size is none that changed.
    if (size !== before) room.current = { size, until: before ? performance.now() + settleMs : 0 };
    return end.current && performance.now() < room.current.until;
  }, [scroller]);
  useEffect(() => {
    const element = scroller.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver((entries) => {
      const own = end.current && entries.some((entry) => entry.target === element);
      if (settling() || own) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    for (const part of element.children) observer.observe(part);
    return () => observer.disconnect();
  }, [scroller, settling]);
  return settling;
}

interface Jump {
  log: MessageLog;
  items: TimelineItem[];
  atSeq: number | null;
  virtual: { scrollToIndex(index: number, options: { align: "center" }): void };
  setHighlighted(seq: number | null): void;
}

/** Reads back until the wanted line is there, then shows it in the middle and marks it for a moment. */
function useJumpToSeq({ log, items, atSeq, virtual, setHighlighted }: Jump) {
  const { live } = useLive();
  const done = useRef<number | null>(null);
  const index = atSeq === null ? -1 : items.findIndex((item) => "message" in item && item.message?.seq === atSeq);
  const missing = atSeq !== null && index < 0 && items.length > 0 && log.firstSeq > atSeq;
  const firstSeq = log.firstSeq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that came asks for the next
  useEffect(() => {
    if (missing) void live.logs.loadEarlier(log).catch(() => undefined);
  }, [missing, firstSeq, log, live]);
  useEffect(() => {
    if (atSeq === null || index < 0 || done.current === atSeq) return;
    done.current = atSeq;
    virtual.scrollToIndex(index, { align: "center" });
    setHighlighted(atSeq);
    const timer = setTimeout(() => setHighlighted(null), highlightMs);
    return () => clearTimeout(timer);
  }, [atSeq, index, virtual, setHighlighted]);
}
