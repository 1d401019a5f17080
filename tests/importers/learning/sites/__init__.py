"""Invented sites, each of one template that the general readers do not understand, with what is right on every page."""
