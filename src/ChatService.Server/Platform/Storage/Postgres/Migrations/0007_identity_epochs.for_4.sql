-- Visitor tokens carry the epoch of their contact and of the secret that verified them; one of an earlier epoch is refused.
ALTER TABLE contact ADD COLUMN epoch integer NOT NULL DEFAULT 0;

ALTER TABLE inbox ADD COLUMN secret_epoch integer NOT NULL DEFAULT 0;

ALTER TABLE used_signature ADD COLUMN shown_by uuid NULL;
