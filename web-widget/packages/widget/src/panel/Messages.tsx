import { linkify, type Message } from "@chatservice/client";
import { openCallbackOffer } from "./callbackOffer";
import { usePanel } from "./context";
import { Callback } from "./lazy";
import { errorText, eventText } from "./status";
import { type Bubble, type Group, type Line, timeline } from "./timeline";

/** Everything that was said, top to bottom. */
export function Messages() {
  const { view } = usePanel();
  const lines = timeline(view.messages, view.outgoing, new Date());
  const lastMine = lines.findLast((line) => line.type === "group" && line.mine) as Group | undefined;
  return (
    <>
      {lines.map((line) => (
        <TimelineLine key={line.key} line={line} lastMine={line === lastMine} />
      ))}
    </>
  );
}

function TimelineLine({ line, lastMine }: { line: Line; lastMine: boolean }) {
  const { language } = usePanel();
  if (line.type === "day") return <p class="day">{language.day(line.at, new Date())}</p>;
  if (line.type === "event") return <EventLine message={line.message} />;
  return <MessageGroup group={line} lastMine={lastMine} />;
}

function EventLine({ message }: { message: Message }) {
  const { view, language } = usePanel();
  const offers = message.event?.type === "callback_offered";
  const open = offers && openCallbackOffer(view) === message.seq;
  return (
    <>
      {!open && <p class="event">{eventText(language, message)}</p>}
      {offers && <Callback offered={open} look="card" />}
    </>
  );
}

function MessageGroup({ group, lastMine }: { group: Group; lastMine: boolean }) {
  const { t, time } = useWords();
  const name = group.mine ? t("you") : group.name || t(group.bot ? "bot" : "agent");
  return (
    <div class={group.mine ? "group mine" : "group"}>
      <p class="by">
        <bdi class={group.mine ? "sr" : ""}>{name}</bdi> <time dateTime={group.at.toISOString()}>{time(group.at)}</time>
      </p>
      {group.bubbles.map((bubble, index) => (
        <MessageBubble key={bubble.id} bubble={bubble} last={lastMine && index === group.bubbles.length - 1} />
      ))}
    </div>
  );
}

function MessageBubble({ bubble, last }: { bubble: Bubble; last: boolean }) {
  const { t } = useWords();
  const failed = bubble.outgoing?.state === "failed";
  const waiting = bubble.outgoing && !failed;
  return (
    <>
      <div class={`bubble${failed ? " failed" : ""}${waiting ? " waiting" : ""}`}>
        {bubble.text && (
          <div dir="auto">
            <Text text={bubble.text} />
          </div>
        )}
        {bubble.attachments.map((file) => (
          <a key={file.url} class="file" href={file.url ?? undefined} target="_blank" rel="noopener noreferrer">
            {file.name || t("attachment")}
          </a>
        ))}
      </div>
      {failed ? <Failure bubble={bubble} /> : last && <Delivery bubble={bubble} />}
    </>
  );
}

export function Text({ text }: { text: string }) {
  return (
    <>
      {linkify(text).map((piece, index) =>
        piece.href ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

function Delivery({ bubble }: { bubble: Bubble }) {
  const { view } = usePanel();
  const { t } = useWords();
  const state =
    bubble.outgoing?.state === "sending"
      ? "sending"
      : bubble.seq <= (view.conversation?.agentReadSeq ?? 0)
        ? "read"
        : "sent";
  return <p class="state">{t(state)}</p>;
}

function Failure({ bubble }: { bubble: Bubble }) {
  const { chat, language } = usePanel();
  const { t } = language;
  return (
    <p class="state error">
      <span>
        {t("failed")}. {errorText(language, bubble.outgoing?.error ?? "")}
      </span>
      <button type="button" class="link" onClick={() => chat.retry(bubble.id)}>
        {t("retry")}
      </button>
      <button type="button" class="link" onClick={() => chat.discard(bubble.id)}>
        {t("discard")}
      </button>
    </p>
  );
}

function useWords() {
  const { language } = usePanel();
  return { t: language.t, time: (at: Date) => language.time(at) };
}
