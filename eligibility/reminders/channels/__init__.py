"""The ways out of the portal, behind one interface."""
