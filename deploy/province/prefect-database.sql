-- Prefect's own database beside the catalog; made when the cluster is made.
CREATE DATABASE prefect;
