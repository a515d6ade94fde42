-- To serve every inbox was to name neither team nor inbox, so an agent was given everything when its last team was taken away. Now it is said.
-- Who serves everything today goes on to; API tokens keep what they had.
ALTER TABLE "agent" ADD COLUMN "serves_all" INTEGER NOT NULL DEFAULT 0;
UPDATE agent SET serves_all = 1 WHERE team_ids = '[]' AND inbox_ids = '[]';
ALTER TABLE "api_token" ADD COLUMN "scope" TEXT NOT NULL DEFAULT 'Write';
