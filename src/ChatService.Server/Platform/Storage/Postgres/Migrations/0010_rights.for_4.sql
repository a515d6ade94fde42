-- To serve every inbox was to name neither team nor inbox, so an agent was given everything when its last team was taken away. Now it is said.
-- Who serves everything today goes on to; API tokens keep what they had.
ALTER TABLE agent ADD COLUMN serves_all boolean NOT NULL DEFAULT false;
UPDATE agent SET serves_all = true WHERE team_ids = '[]' AND inbox_ids = '[]';
ALTER TABLE api_token ADD COLUMN scope character varying(32) NOT NULL DEFAULT 'Write';
