-- Whether a customer's pages are connected, and which node holds them.
ALTER TABLE contact ADD COLUMN online_since timestamp with time zone NULL;

ALTER TABLE contact ADD COLUMN left_at timestamp with time zone NULL;

CREATE INDEX ix_contact_left_at ON contact (left_at) WHERE online_since IS NOT NULL AND left_at IS NOT NULL;

CREATE TABLE visitor_link (
    contact_id uuid NOT NULL,
    node_id text NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT pk_visitor_link PRIMARY KEY (contact_id, node_id)
);

CREATE INDEX ix_visitor_link_node_id ON visitor_link (node_id);

-- The newest pages of a customer.
CREATE TABLE page_trail (
    contact_id uuid NOT NULL,
    pages text NOT NULL,
    CONSTRAINT pk_page_trail PRIMARY KEY (contact_id)
);

-- Search among customers. A trigger notes each one that changed in the transaction of the change; the index is filled behind it.
CREATE TABLE contact_search_todo (
    contact_id uuid NOT NULL,
    CONSTRAINT pk_contact_search_todo PRIMARY KEY (contact_id)
);

CREATE TABLE contact_search (
    contact_id uuid NOT NULL,
    tokens text[] NOT NULL,
    CONSTRAINT pk_contact_search PRIMARY KEY (contact_id)
);

CREATE INDEX contact_search_tokens ON contact_search USING gin (tokens);

CREATE FUNCTION contact_search_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM contact_search WHERE contact_id = OLD.id;
        DELETE FROM contact_search_todo WHERE contact_id = OLD.id;
    ELSE
        INSERT INTO contact_search_todo (contact_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER contact_search_added AFTER INSERT ON contact FOR EACH ROW EXECUTE FUNCTION contact_search_note();

CREATE TRIGGER contact_search_changed AFTER UPDATE OF name, email, phone, external_id ON contact FOR EACH ROW
WHEN ((OLD.name, OLD.email, OLD.phone, OLD.external_id) IS DISTINCT FROM (NEW.name, NEW.email, NEW.phone, NEW.external_id))
EXECUTE FUNCTION contact_search_note();

CREATE TRIGGER contact_search_removed AFTER DELETE ON contact FOR EACH ROW EXECUTE FUNCTION contact_search_note();

INSERT INTO contact_search_todo (contact_id) SELECT id FROM contact;
