export const desk = {
  title: "Conversations",
} as const;
