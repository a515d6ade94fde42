import { useEffect, useState } from "preact/hooks";
import { type AboutProps, askOf } from "./about";
import { askedForCallback, openCallbackOffer, waitingSince } from "./callbackOffer";
import { usePanel } from "./context";
import { Callback, LeaveEmail } from "./lazy";
import { deskOf, isEnded, opening, positionText, waitText } from "./status";

/** After this long in the queue the visitor is offered another way, where no answer was promised within another time. */
const patienceSeconds = 30;

/** One living line while somebody works the queue: place and wait move in it, and after a while it apologises and offers another way. */
export function QueueCard() {
  const { view, language } = usePanel();
  const { t } = language;
  const since = waitingSince(view);
  const patient = usePatience(since, view.inbox?.answersWithinSeconds ?? patienceSeconds);
  if (since === null || deskOf(view) !== "staffed") return null;
  // An offer that stands in the log already is not made a second time.
  const offered = !patient && !askedForCallback(view) && openCallbackOffer(view) === null;
  const queue = view.conversation?.queue;
  const wait = waitText(language, queue);
  return (
    <section class="card" aria-label={t("queueTitle")}>
      <p class="strong numbers">
        {positionText(language, queue) ?? t("statusFinding")}
        {wait && ` · ${wait}`}
      </p>
      <p class="soft">{t(patient ? "queueStay" : "queueLate")}</p>
      <Callback offered={offered} look="offer" />
    </section>
  );
}

function usePatience(since: number | null, seconds: number): boolean {
  const left = since === null ? 0 : since + seconds * 1000 - Date.now();
  const [, tick] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => tick((n) => n + 1), left + 50);
    return () => clearTimeout(timer);
  }, [since, seconds]);
  return left > 0;
}

/** Nobody will answer at once: when somebody does, and a way to hear of it elsewhere. No place in a queue that nobody works. */
export function DeskCard({ about, onAbout }: AboutProps) {
  const { view, language } = usePanel();
  const { t } = language;
  const desk = deskOf(view);
  if (!view.inbox || desk === "staffed" || view.conversation?.agent || isEnded(view)) return null;
  const when = opening(language, view, new Date());
  const title = desk === "nobody" ? t("statusNobody") : when ? t("closedUntil", { when }) : t("closedTitle");
  return (
    <section class="card" aria-label={title}>
      <p class="strong">{title}</p>
      <p class="soft">{t(desk === "nobody" ? "nobodyLeave" : "closedLeave")}</p>
      {!askOf(view)?.askEmail && <LeaveEmail about={about} onAbout={onAbout} />}
    </section>
  );
}

/** The greeting stays above what is said; before the first message there are questions that one click asks, too. */
export function Welcome({ onAsk }: { onAsk: (question: string) => void }) {
  const { view, language } = usePanel();
  const { inbox } = view;
  if (!inbox) return null;
  const begun = view.messages.length > 0 || view.outgoing.length > 0;
  const questions = begun ? [] : (inbox.suggestedQuestions?.slice(0, 3) ?? []);
  return (
    <div class="welcome">
      {inbox.greeting && (
        <div class="group">
          <p class="by">{inbox.name}</p>
          <div class="bubble">
            <div dir="auto">{inbox.greeting}</div>
          </div>
        </div>
      )}
      {questions.length > 0 && (
        <fieldset class="questions">
          <legend class="sr">{language.t("suggestions")}</legend>
          {questions.map((question) => (
            <button type="button" key={question} onClick={() => onAsk(question)}>
              {question}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
